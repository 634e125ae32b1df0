/** Those that have a script to complete with. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const

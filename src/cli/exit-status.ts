/** What a command ends with (design 7). Set as process.exitCode, never by exit(): a pipe would be cut. */
export const EXIT = {
  ok: 0,
  requirementFailed: 1,
  wrongInput: 2,
  sgsimFailed: 3,
  interrupted: 130,
} as const

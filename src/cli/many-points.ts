/** More points of a sweep than that are not run without being asked for twice. */
export const MANY = 1000

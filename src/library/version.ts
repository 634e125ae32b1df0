import { version as read } from '../report/version.js'

/** The version of sgsim, as `sgsim --version` prints it. */
export function version(): string {
  return read()
}

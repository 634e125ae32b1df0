import { version as read } from '../report/run-json.js'

/** The version of sgsim, as `sgsim --version` prints it. */
export function version(): string {
  return read()
}

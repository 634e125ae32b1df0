/** What an `AbortSignal` has of which sgsim makes use. */
export interface StopSignal {
  /** Whether to stop. */
  readonly aborted: boolean
  /** What is then thrown. */
  readonly reason?: unknown
}

/** Options of everything that takes its time. */
export interface Stoppable {
  /** An `AbortSignal`: when it is aborted, the call ends soon with the signal's reason as its error, and nothing is written. */
  signal?: StopSignal | undefined
}

/** Whether the caller wants it to stop, as the rooms ask for it. */
export function askingFor({ signal }: Stoppable): () => boolean {
  if (signal?.aborted === true) throw reasonOf(signal)
  return () => signal?.aborted === true
}

/** What is thrown when it was. */
export function reasonOf(signal: StopSignal | undefined): unknown {
  return signal?.reason ?? new Error('sgsim was asked to stop')
}

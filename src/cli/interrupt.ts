/** What ends a run early. */
export interface Interrupt {
  happened: () => boolean
  stop: () => void
  /** More words, where it was not the user. */
  why?: () => string
}

/** Ctrl-C is looked at between slices of the simulation; the folder beside the report is then removed. */
export function listenForInterrupt(): Interrupt {
  let interrupted = false
  const onSignal = () => {
    interrupted = true
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  return {
    happened: () => interrupted,
    stop: () => {
      process.off('SIGINT', onSignal)
      process.off('SIGTERM', onSignal)
    },
  }
}

import type { Run } from '../run/run.js'

/** timing.json: how long it took, the only file that differs from run to run. */
export function timingJson(run: Run, stagesBefore: { load: number }, report: number): object {
  const { build, simulate } = run.stages
  const { inParts } = run
  const seconds = (ms: number) => Number((ms / 1000).toFixed(3))
  return {
    wallS: {
      load: seconds(stagesBefore.load),
      build: seconds(build),
      simulate: seconds(simulate),
      report: seconds(report),
    },
    parts: inParts && 'parts' in inParts ? inParts.parts : 1,
    wholeBecause: inParts && 'because' in inParts ? inParts.because : null,
    events: run.model.simulation.events,
    eventsPerSecond: Math.round(run.model.simulation.events / (simulate / 1000)),
    memoryPeakBytes: process.resourceUsage().maxRSS * 1024,
  }
}

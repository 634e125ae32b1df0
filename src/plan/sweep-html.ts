import { page } from '../report/html/page.js'
import { openPlots } from '../report/html/plots.js'
import { curvesSection } from './sweep-curves-html.js'
import { sweepFirstScreen } from './sweep-first-screen.js'
import type { SweepIdentity } from './sweep-identity.js'
import { mapSection } from './sweep-map-html.js'
import { OverviewMaker } from './sweep-overview.js'
import { cannotSection, listedPoints, pointsSection } from './sweep-points-html.js'
import { requirementsSection } from './sweep-requirements-html.js'
import type { SweepPage } from './sweep-tables.js'

/**
 * Makes report.html of a sweep: nothing that comes from the machine or from how the points were run stands in it. Loaded where it is asked for:
 * what draws plots takes its time.
 */
export async function openSweepHtml(identity: SweepIdentity): Promise<SweepPage> {
  const plots = await openPlots()
  const { name, sgsim, deploymentHash, catalogueHash, sweep } = identity
  const maker = new OverviewMaker(sweep.paths)
  return {
    add: (point) => maker.add(point),
    text: (counts) => {
      const overview = maker.overview()
      const listed = listedPoints(overview)
      const links = new Set(listed.map(({ number }) => number))
      const sections = [
        mapSection(overview, links),
        requirementsSection(overview, links),
        curvesSection(overview, plots),
        pointsSection(overview, listed, counts.points),
        cannotSection(overview, links),
      ]
      return page({
        title: `${name}: sweep of ${sweep.paths.join(', ')}`,
        head: sweepFirstScreen(identity, counts, overview, links),
        sections: sections.filter((one) => one !== undefined),
        foot: `sgsim ${sgsim}, deployment ${short(deploymentHash)}, catalogue ${short(catalogueHash)}, points ${short(sweep.hash)}. The figures are those of sweep.csv and sweep-requirements.csv beside this file.`,
      })
    },
  }
}

function short(hash: string): string {
  return hash.slice(0, 12)
}

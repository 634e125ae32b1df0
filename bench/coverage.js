import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { measured, ROOT } from './measured.js'

const TESTS = ['coverage', 'sequential-test'].map((name) => join('test', 'stats', `${name}.test.ts`))

/**
 * Writes docs/statistics.md: runs the tests of the intervals and of the sequential test, which write what they measured. `npm run
 * coverage`; with the name of a file that the tests have written before (SGSIM_COVERAGE), it runs nothing.
 */
measured('SGSIM_COVERAGE', ['--project', 'unit', ...TESTS], document)

function document(file) {
  const figures = readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  const coverage = figures.filter(({ table }) => table === 'coverage')
  const sequential = figures
    .filter(({ table }) => table === 'sequential')
    .sort((a, b) => a.bound - b.bound || a.share - b.share)
  const worst = Math.min(...coverage.map(({ covered }) => covered))
  const worstBefore = Math.min(...coverage.map(({ effectiveCovered }) => effectiveCovered))
  const text = `# Statistics

How sure sgsim's verdicts are, and what that costs. \`npm run coverage\` writes this file: no figure in it is written by hand.

## The interval of one run, or of several

The independent observations are clusters: the messages of one district and one stretch of time. Nothing is assumed of how alike the
messages of one cluster are; clusters are taken to be independent of each other. The interval is Gaffke's, of the mean of a bounded variable
(\`src/stats/cluster-interval.ts\`): it allows for one more cluster that fails as a whole, and did not happen to.
So without a failure in m clusters the share is only known to be above 0.025^(1/m), whether a cluster has ten messages or a million: 183
clusters for 98 %, 736 for 99.5 %; and a failure that was seen makes nothing surer. That Gaffke's limit holds as often as it says is proved for
clusters that are good or bad as a whole, where it is Clopper and Pearson's, and a conjecture that nobody has found a counterexample to for others.

Below, ${coverage.length} cases of 800 runs each: five ways in which failures come (*independent* of each other; *alike* with an intra-cluster
correlation of 0.05 and 0.3, by the beta distribution; *half in whole clusters*: half of the failures take a cluster each time, the others single messages;
*whole clusters*). The seeds are fixed beforehand. The 95 % interval covers the true share in at least ${percent(worst)} of the runs of any case; the
test asks for 93 %. *Ratio* is its mean width by that of the customary interval on an effective number (Korn and Graubard 1998), which
covers the share in as few as ${percent(worstBefore)} of the runs, because it cannot know of a whole cluster that did not happen to fail. That is
the price: with few clusters and many messages the interval is wide. More clusters (districts, hours, runs) narrow it; more messages
in each do not.

${[...new Set(coverage.map(({ layout }) => layout))].map((layout) => layoutPart(layout, coverage)).join('\n')}
## What it is used for

\`sgsim run\` makes one interval for each requirement, with a confidence of 95 % or that of \`--confidence\`. It passes when the whole interval meets the
bound, and fails when none does. Where clusters of a run were seen to share their fate across districts (one bad hour hits all),
the interval is wider by as much as whole hours vary more than clusters do; in a run of several days hours are held against the same hours of the other days, so that
a rush hour is no matter of chance. A stretch is an hour; in a run of more than a week a part of a day; in one of less than a day its 24th part. What hits all districts at once and did not happen to occur is not allowed for.

| option | what it does |
| --- | --- |
| \`--confidence 99%\` | how sure an interval is to hold the true share |
| \`--familywise\` | only those verdicts stand of which, with that confidence, *none* is wrong, however they hang together: Holm's step-down over all requirements that had a message and all budgets that are shares, as one family ([budgets.md](budgets.md)). The others are undecided, and say so |
| \`--replications 10\` | ten runs, each with a seed of its own; the clusters of all of them count. The seeds stand in \`replications.csv\` |
| \`--until-decided\` | replications until every verdict, and every budget of level \`error\` that is a share, is decided by a test that may be looked at after each of them, or until there are \`--max-replications\` (100). With \`--familywise\` each test gets an equal part of the doubt (Bonferroni) |
| \`--resolution 0.1%\` | how far from its bound a share makes no difference (a tenth of the loss that the bound allows, and never more than half of it): one that is known to be that near is \`undecided (at the bound)\`, and more runs would not help |
| \`--workers 2\` | threads that run replications after the first; they change nothing in what comes out |

What a run sends in its \`warm-up:\` (a key of the deployment) is simulated and not judged. \`warm-up: found\` finds it by a rule: a run of its own with the same seed, in 500
intervals by when messages were sent; of the mean latency in each, as a part of the bound of its requirement, MSER-5 leaves out as much as
makes the mean of the rest known best (\`src/stats/warm-up.ts\`). Where it does not end in the first half of the run, nothing is left out, and
the report says so.

## What it cannot know

- What hits all districts in the same hour and did not happen to occur. In a trial with 16 districts, a bad hour for all of them with a chance of 2 % and
  a true share of 98 %, the interval of one day held it in 35 of 100 runs, of a week in 94. Replications show it; so does a longer run.
- A few clusters that are much larger than the rest, and worse: 3 of 1536, each 60 times as large, fail in half of the runs not at all, and then nothing tells of
  it. Where some of them were seen to fail, the cluster that the interval adds has their size.
- How many clusters or runs would decide is said as if the share stayed what it is; if the truth is nearer to the bound it takes more.

## Looking after every replication

\`SequentialTest\` decides by a confidence sequence, which holds however often one looks
(\`src/stats/bets.ts\`, \`src/stats/sequential-test.ts\`). It stops with \`undecided (at the bound)\` once
the share is known to lie within a tenth of the allowed loss of the bound. Its bets know the clusters of districts and hours only, so a requirement is
decided when the interval of all replications, with all the ways in which messages share their luck, agrees: at the k-th look with the part 1/(k(k + 1)) of the
doubt. Here a replication is a thousand clusters that are good or bad
as a whole, 400 tests each; *right* is the share of them that passed above the bound, failed below it, and were undecided at it.

| bound | true share | right | replications in the mean |
| ---: | ---: | ---: | ---: |
${sequential.map((row) => `| ${percent(row.bound)} | ${percent(row.share)} | ${percent(row.right)} | ${row.replications.toFixed(1)} |`).join('\n')}
`
  writeFileSync(join(ROOT, 'docs', 'statistics.md'), text)
  console.log(`docs/statistics.md: ${figures.length} figures`)
}

function layoutPart(layout, coverage) {
  const rows = coverage.filter((row) => row.layout === layout)
  return [...new Set(rows.map(({ alike }) => alike))].map((alike) => alikePart(layout, alike, rows)).join('\n')
}

function alikePart(layout, alike, coverage) {
  const rows = coverage.filter((row) => row.alike === alike).sort((a, b) => a.n - b.n || a.share - b.share)
  const line = (row) => {
    const widths = `${row.width.toPrecision(3)} | ${(row.width / row.effectiveWidth).toFixed(2)}`
    return `| ${row.n} | ${percent(row.share)} | ${percent(row.covered)} | ${widths} | ${percent(row.effectiveCovered)} |`
  }
  return `### ${layout}: ${alike}

| messages | true share | covered | mean width | ratio | covered by the effective number |
| ---: | ---: | ---: | ---: | ---: | ---: |
${rows.map(line).join('\n')}
`
}

function percent(share) {
  return `${Number((share * 100).toFixed(2))} %`
}

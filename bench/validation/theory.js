import { AREAS } from './areas.js'
import { REFERENCES, sourcesOf } from './references.js'
import { figure, percent, table } from './table.js'

const MARGIN = '2 %'

/** The part of the document that holds the simulation against formulas: `rows` are the lines that the theory tests wrote. */
export function theoryPart(rows) {
  const tests = AREAS.flatMap((area) => area.tests)
  for (const { test } of rows)
    if (!tests.includes(nameOf(test))) throw new Error(`${test} has no place in bench/validation/areas.js`)
  for (const test of tests)
    if (!rows.some((row) => nameOf(row.test) === test)) throw new Error(`${test}.test.ts has written no row`)
  const farthest = Math.max(...rows.map((row) => Math.max(-row.interval_low, row.interval_high)))
  const greatest = Math.max(...rows.map((row) => Math.abs(row.difference)))
  const formulas = [...new Set(rows.map((row) => row.formula))]
  const byChance = rows.filter((row) => row.interval_low !== row.interval_high)
  const beside = byChance.filter((row) => row.interval_low > 0 || row.interval_high < 0)
  return `## Formulas

Each test of \`test/theory\` builds a small network of the product's own parts (sources, links, media, nodes), simulates it in independent
replications and holds their mean against a formula. Replications are 16, with the seeds 1 to 16 (200 gateways of one seed in
\`mesh-placement\`): seeds are fixed beforehand, none is left out. \`difference\` is (ours - theory) ÷ theory, \`interval\` its 95 % interval by
Student's t. The margin is ${MARGIN}: a test fails unless the whole interval lies inside -${MARGIN} to +${MARGIN}, so that neither a bias nor too
short a simulation passes. What no chance is in has an interval without width. *Elementary*: it follows from independent trials or from
counting, as the test says.

Here ${rows.length} figures are held against ${formulas.length} formulas. The greatest difference is ${percent(greatest, false)}, and no interval reaches farther than
${percent(farthest, false)}. Of the ${byChance.length} intervals with a width ${beside.length} leave zero out; by chance alone one in twenty would.
${AREAS.map((area) => areaPart(area, rows)).join('')}
### References

${references(formulas)}
`
}

function areaPart({ title, about, tests }, rows) {
  return `
### ${title}

${about}
${tests.map((test) => testPart(rows.filter((row) => nameOf(row.test) === test))).join('')}`
}

/** One table a formula, in the order of their names; its cases likewise, numbers by their value. */
function testPart(rows) {
  const formulas = [...new Set(rows.map((row) => row.formula))].sort(inOrder)
  return formulas
    .map((formula) => {
      const of = rows.filter((row) => row.formula === formula).sort((a, b) => inOrder(a.case, b.case))
      const file = of[0].test
      const cells = of.map((row) => [
        row.case,
        figure(row.ours),
        figure(row.theory),
        percent(row.difference),
        `${percent(row.interval_low)} to ${percent(row.interval_high)}`,
      ])
      return `
**${formula}**, \`test/theory/${file}\`

${table(['case', 'ours', 'theory', 'difference', 'interval'], cells)}
`
    })
    .join('')
}

function references(formulas) {
  const used = new Set(formulas.flatMap(sourcesOf))
  const names = Object.keys(REFERENCES).filter((name) => used.has(name))
  return names.map((name) => `- ${name}: ${REFERENCES[name]}`).join('\n')
}

const nameOf = (file) => file.replace(/\.test\.ts$/, '')

const collator = new Intl.Collator('en', { numeric: true })

/** Numbers in the words by their value, so that "load 10" comes after "load 3", and those with a fraction too. */
function inOrder(a, b) {
  const [left, right] = [a, b].map((text) => text.split(/(\d+(?:\.\d+)?)/))
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const by = i % 2 === 1 ? Number(left[i]) - Number(right[i]) : collator.compare(left[i], right[i])
    if (by !== 0) return by
  }
  return left.length - right.length
}

import { expect, test } from 'vitest'
import { html } from '../../../src/report/html/html.js'
import { page } from '../../../src/report/html/page.js'
import { openPlots } from '../../../src/report/html/plots.js'

const sections = [
  { id: 'a', title: 'One & two', body: html`<p>first</p>` },
  { id: 'b', title: 'Three', body: html`<p>second</p>` },
]

test('a page is one file: a policy that lets nothing in, its styles and its script inside, and a way to each section', () => {
  const text = page({ title: '<town>', head: html`<h1>town</h1>`, sections, foot: 'made by hand' })
  expect(text).toContain('<title>&lt;town&gt;</title>')
  expect(text).toContain(`default-src 'none'`)
  // Nothing in it names a place where a browser would look: pictures, styles, scripts, fonts.
  expect(text).not.toMatch(/\bsrc=|@import|url\(|https?:|<link(?! rel="icon" href="data:,")/)
  expect([...text.matchAll(/<script>|<\/script>|<style>|<\/style>/g)].map(String)).toEqual([
    '<script>', '</script>', '<style>', '</style>', '<script>', '</script>',
  ]) // prettier-ignore
  for (const { id } of sections) {
    expect(text).toContain(`href="#${id}"`)
    expect(text).toContain(`<section id="${id}" aria-labelledby="${id}-title">`)
  }
  expect(text).toContain('One &amp; two')
})

test('a plot is a picture with words, in the colours of the page, the same each time; what is written in it keeps its digits', async () => {
  const plots = await openPlots()
  const draw = () =>
    plots.svg(
      { x: { domain: [0, 3] }, marks: [plots.marks.lineY([1.23456, 2, 3.98765], { stroke: 'var(--line1)' }), plots.marks.text(['99.987 %'], { frameAnchor: 'middle' })] }, // prettier-ignore
      'it rises to 3.98765',
    ).text
  const svg = draw()
  expect(svg).toMatch(/^<svg role="img" /)
  expect(svg).toContain('aria-label="it rises to 3.98765"')
  expect(svg).toContain('99.987 %')
  expect(svg).toContain('var(--line1)')
  expect(svg).not.toContain('<style')
  expect(/ d="([^"]+)"/.exec(svg)![1]).not.toMatch(/\.\d\d/)
  expect(draw()).toBe(svg)
  const other = await openPlots()
  const again = other.svg({ marks: [other.marks.dot([1, 2])] }, 'two')
  expect(plots.svg({ marks: [plots.marks.dot([1, 2])] }, 'two').text).toBe(again.text)
})

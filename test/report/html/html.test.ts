import { expect, test } from 'vitest'
import { html, Html } from '../../../src/report/html/html.js'

test('what is put into a template is text: nothing in it begins an element, an entity or an attribute', () => {
  const evil = `<b a="1" c='2'>&amp;`
  expect(html`<p title="${evil}">${evil}</p>`.text).toBe(
    '<p title="&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;amp;">&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;amp;</p>',
  )
})

test('templates stand in one another as they are, lists one behind the other, and nothing is nothing', () => {
  const rows = ['a', '<'].map((one) => html`<li>${one}</li>`)
  expect(html`<ul>${rows}</ul>${undefined}${false}${0}${new Html('<hr>')}`.text).toBe(
    '<ul><li>a</li><li>&lt;</li></ul>0<hr>',
  )
})

/** Runs in a page: what a screen reader could not make sense of, by the rules of WCAG 2.1 that a program can look at. */
export const accessibilityFaults = `(() => {
  const faults = []
  const all = (selector) => [...document.querySelectorAll(selector)]
  const told = (element) => element.outerHTML.slice(0, 100)
  const fault = (what, element) => faults.push(what + ': ' + told(element))
  if (!document.documentElement.lang) faults.push('the page has no language')
  if (document.title === '') faults.push('the page has no title')
  if (all('h1').length !== 1) faults.push('the page has ' + all('h1').length + ' headings of the first level')
  if (all('main').length !== 1) faults.push('the page has ' + all('main').length + ' main parts')
  let level = 0
  for (const heading of all('h1, h2, h3, h4, h5, h6')) {
    const own = Number(heading.tagName[1])
    if (own > level + 1) fault('a heading leaves out a level', heading)
    level = own
    if (heading.textContent.trim() === '') fault('an empty heading', heading)
  }
  const ids = new Set()
  for (const one of all('[id]')) {
    if (ids.has(one.id)) fault('an id occurs twice', one)
    if (/\\s/.test(one.id)) fault('an id has white space', one)
    ids.add(one.id)
  }
  for (const name of ['aria-labelledby', 'aria-describedby', 'aria-controls'])
    for (const one of all('[' + name + ']'))
      for (const id of one.getAttribute(name).split(/\\s+/)) if (!ids.has(id)) fault(name + ' of nothing', one)
  for (const link of all('a[href^="#"]'))
    if (!ids.has(decodeURIComponent(link.hash.slice(1)))) fault('a link to nothing', link)
  const nameOf = (one) =>
    (one.getAttribute('aria-label') ?? '') + one.textContent + [...(one.labels ?? [])].map((label) => label.textContent).join('')
  for (const one of all('a, button, summary')) if (nameOf(one).trim() === '') fault('it has no name', one)
  for (const one of all('input, select, textarea'))
    if (one.labels.length === 0 && !one.getAttribute('aria-label')) fault('it has no label', one)
  for (const table of all('table')) {
    if (!table.caption || table.caption.textContent.trim() === '') fault('a table without a caption', table)
    for (const head of table.querySelectorAll('th')) if (!head.scope) fault('a head without its scope', head)
  }
  for (const picture of all('svg')) {
    if (picture.closest('[aria-hidden=true]')) continue
    if (picture.parentElement.closest('svg')) continue
    if (picture.getAttribute('role') !== 'img' || !picture.getAttribute('aria-label')) fault('a picture without words', picture)
  }
  for (const list of all('ul, ol'))
    for (const child of list.children) if (!['LI', 'SCRIPT', 'TEMPLATE'].includes(child.tagName)) fault('in a list, but not of it', child)
  for (const list of all('dl'))
    for (const child of list.children) if (!['DT', 'DD', 'DIV'].includes(child.tagName)) fault('in a list of terms, but not of it', child)
  for (const box of all('.scroll, .picture, .wide'))
    if (box.scrollWidth > box.clientWidth && box.tabIndex < 0 && !box.querySelector('a, button, input, select')) fault('it scrolls, but not by keys', box)
  return faults.slice(0, 20)
})()`

/* global document, location, window, addEventListener, matchMedia, setTimeout */
// Tables that sort and filter, rows that open. Without it the page is whole: what a row would open to stands below it.
;(() => {
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)]
  const make = (name, properties) => Object.assign(document.createElement(name), properties)

  /** What is sorted, and shown or not: the bodies of a table that has several, or its rows. */
  const rowsOf = (table) => (table.tBodies.length > 1 ? [...table.tBodies] : [...(table.tBodies[0]?.rows ?? [])])
  const cellsOf = (row) => (row.rows ? row.rows[0].cells : row.cells)

  // Sorting: <th data-sort> gets a button. Numbers by their data-value, words by their letters, verdicts as people look for them.
  const VERDICTS = ['fail', 'undecided', 'pass', 'not exercised']
  const valueOf = (cell) => {
    const text = (cell.dataset.value ?? cell.querySelector('[data-value]')?.dataset.value ?? cell.textContent).trim()
    const verdict = VERDICTS.indexOf(text)
    if (verdict >= 0) return verdict
    const number = text === '' ? NaN : Number(text)
    return Number.isNaN(number) ? text.toLowerCase() : number
  }
  const missing = (value) => value === 'na' || value === '' || value === '–'
  const compare = (a, b) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'en', { numeric: true })

  const sort = (table, head, column) => {
    const descending = head.getAttribute('aria-sort') === 'ascending'
    for (const one of all('th[aria-sort]', table)) one.removeAttribute('aria-sort')
    head.setAttribute('aria-sort', descending ? 'descending' : 'ascending')
    const keyed = rowsOf(table).map((row) => ({ row, value: valueOf(cellsOf(row)[column]) }))
    // What does not exist stands last, whichever way it is sorted.
    keyed.sort(
      (a, b) =>
        missing(a.value) - missing(b.value) || (descending ? compare(b.value, a.value) : compare(a.value, b.value)),
    )
    const rows = keyed.map((one) => one.row)
    rows[0]?.parentNode.append(...rows)
  }
  for (const head of all('th[data-sort]')) {
    const button = make('button', { type: 'button' })
    button.append(...head.childNodes)
    head.append(button)
    button.addEventListener('click', () => sort(head.closest('table'), head, head.cellIndex))
  }

  // Filters: <form data-table> with [data-search] and selects [data-filter=name], which look at data-name of a row or at what is of class `name` in it.
  const filterers = new Map()
  for (const form of all('form[data-table]')) {
    const table = document.getElementById(form.dataset.table)
    const rows = rowsOf(table)
    const search = form.querySelector('[data-search]')
    const choices = all('select[data-filter]', form)
    const shown = form.querySelector('output')
    const what = shown?.textContent.replace(/^[\d\s]+/, '') ?? ''
    const texts = []
    const values = choices.map(() => [])
    const textOf = (i) => (texts[i] ??= (rows[i].rows?.[0] ?? rows[i]).textContent.toLowerCase())
    const valuesOf = (choice, i) =>
      (values[choice][i] ??=
        rows[i].dataset[choices[choice].dataset.filter.replace(/-(.)/g, (_, letter) => letter.toUpperCase())]?.split(
          '|',
        ) ?? all(`.${choices[choice].dataset.filter}`, rows[i]).map((one) => one.textContent))
    const apply = () => {
      const words = (search?.value ?? '').toLowerCase().split(/\s+/).filter(Boolean)
      const wanted = choices.map((choice) => choice.value)
      let count = 0
      for (const [i, row] of rows.entries()) {
        const fits =
          words.every((word) => textOf(i).includes(word)) &&
          wanted.every((value, choice) => value === '' || valuesOf(choice, i).includes(value))
        if (row.hidden === fits) row.hidden = !fits
        if (fits) count += 1
      }
      if (shown)
        shown.textContent =
          count === rows.length ? `${spaced(count)} ${what}` : `${spaced(count)} of ${spaced(rows.length)} ${what}`
    }
    const spaced = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, '\u202f')
    form.addEventListener('input', apply)
    form.addEventListener('submit', (event) => event.preventDefault())
    form.addEventListener('reset', () => setTimeout(apply))
    filterers.set(table, { form, apply })
  }
  const showAll = (table) => {
    const { form, apply } = filterers.get(table) ?? {}
    if (form === undefined) return
    form.reset()
    apply()
  }

  // Rows that open: a body of two rows, of which the second is the detail of the first.
  // Where there are very many, the details are packed: a character of the table stands for what occurs often.
  const store = document.getElementById('packed-details')
  let pack
  const unpacked = (text) => text.replace(/[\ue000-\uf8ff]/g, (one) => unpacked(pack.table[one.charCodeAt(0) - 0xe000]))
  const unpack = (body) => {
    const { packed } = body.dataset
    if (packed === undefined || body.rows.length > 1) return
    pack ??= JSON.parse(store.textContent)
    const cell = make('td', { colSpan: body.rows[0].cells.length, innerHTML: unpacked(pack.texts[packed]) })
    const row = make('tr', { className: 'detail' })
    row.append(cell)
    body.append(row)
  }
  // Paper shows what those open to of which something came late.
  addEventListener('beforeprint', () => {
    for (const body of all('tbody[data-verdict=undecided][data-packed]'))
      if (body.rows[0].cells[2].dataset.value !== '1') unpack(body)
  })
  const open = (body, is) => {
    if (is) unpack(body)
    body.classList.toggle('unfolded', is)
    body.querySelector('.opener').setAttribute('aria-expanded', is)
  }
  for (const body of [...all('tr.detail').map((detail) => detail.parentNode), ...all('tbody[data-packed]')]) {
    const name = body.querySelector('th .id')
    const button = make('button', { type: 'button', className: `opener ${name.className}` })
    button.append(...name.childNodes)
    button.setAttribute('aria-expanded', 'false')
    name.replaceWith(button)
    body.rows[0].addEventListener('click', (event) => {
      if (window.getSelection().isCollapsed || event.target.closest('button'))
        open(body, !body.classList.contains('unfolded'))
    })
  }

  // Links: to a row, which opens; to a section with a verdict, of which only that is shown.
  const goTo = () => {
    const body = document.getElementById(decodeURIComponent(location.hash.slice(1)))
    if (body?.tagName !== 'TBODY' || !body.querySelector('.opener')) return
    if (body.hidden) showAll(body.closest('table'))
    open(body, true)
    body.scrollIntoView()
    body.querySelector('.opener').focus({ preventScroll: true })
  }
  addEventListener('hashchange', goTo)
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a')
    if (link === null) return
    // The same again changes no hash.
    if (link.hash !== '' && link.hash === location.hash) setTimeout(goTo)
    const { show } = link.dataset
    const choice = show && document.querySelector(`${link.hash} select[data-filter=verdict]`)
    if (!choice) return
    const { form, apply } = filterers.get(document.getElementById(choice.form.dataset.table))
    form.reset()
    choice.value = show
    apply()
  })
  addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return
    if (/^(input|select|textarea)$/i.test(document.activeElement?.tagName)) return
    const search = document.querySelector('[data-search]')
    if (search === null) return
    event.preventDefault()
    search.focus()
  })

  // Light or dark: as the system has it, until someone says otherwise; kept by nothing.
  const theme = document.querySelector('.theme')
  if (theme) {
    const root = document.documentElement
    const dark = matchMedia('(prefers-color-scheme: dark)')
    const isDark = () => (root.dataset.theme ?? (dark.matches ? 'dark' : 'light')) === 'dark'
    const name = () => (theme.textContent = isDark() ? 'Light' : 'Dark')
    theme.hidden = false
    theme.addEventListener('click', () => {
      root.dataset.theme = isDark() ? 'light' : 'dark'
      name()
    })
    dark.addEventListener('change', name)
    name()
  }

  // Maps of points: the arrow keys go from cell to cell, and what one says stands below; a link leads to its line, whatever is filtered.
  for (const map of all('.heat')) {
    const told = map.querySelector('.told')
    const tell = (event) => {
      const { title } = event.target.closest('td [title]') ?? {}
      if (title) told.textContent = title
    }
    map.addEventListener('pointerover', tell)
    map.addEventListener('focusin', tell)
    map.addEventListener('keydown', (event) => {
      const [down, right] =
        { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] }[event.key] ?? []
      const from = event.target.closest('td')
      if (down === undefined || from === null) return
      event.preventDefault()
      const rows = all('tr:not(.group)', map.querySelector('tbody'))
      let [y, x] = [rows.indexOf(from.parentNode), from.cellIndex]
      let to
      do to = rows[(y += down)]?.cells[(x += right)]
      while (to?.tagName === 'TD' && !to.firstElementChild)
      if (!to?.firstElementChild || to.tagName !== 'TD') return
      from.firstElementChild.tabIndex = -1
      to.firstElementChild.tabIndex = 0
      to.firstElementChild.focus()
    })
  }
  addEventListener('hashchange', () => {
    const row = document.getElementById(decodeURIComponent(location.hash.slice(1)))
    if (row?.tagName !== 'TR') return
    if (row.hidden) showAll(row.closest('table'))
    row.scrollIntoView({ block: 'center' })
  })

  goTo()
})()

/** A table of Markdown; all columns but the first are set to the right where `right` does not say otherwise. */
export function table(columns, rows, right = columns.map((_, i) => i > 0)) {
  const line = (cells) => `| ${cells.join(' | ')} |`
  return [line(columns), line(right.map((is) => (is ? '---:' : '---'))), ...rows.map(line)].join('\n')
}

/** Five digits, as a plain number. */
export function figure(value) {
  const rounded = Number(value.toPrecision(5))
  return Math.abs(rounded) >= 1e-6 || rounded === 0 ? String(rounded) : rounded.toExponential()
}

/** A share in per cent, with its sign; never a zero with one. */
export function percent(share, signed = true) {
  const text = (100 * share).toFixed(2)
  if (Number(text) === 0) return '0.00 %'
  if (share < 0) return `${text} %`
  return `${signed ? '+' : ''}${text} %`
}

/** The names under which GitHub links to the headings of a page, in their order. */
export function anchorsOf(markdown: string): string[] {
  const seen = new Map<string, number>()
  const headings = withoutCode(markdown).matchAll(/^#{1,6} (.+)$/gm)
  return [...headings].map(([, heading]) => {
    const anchor = anchorOf(heading!)
    const before = seen.get(anchor) ?? 0
    seen.set(anchor, before + 1)
    return before === 0 ? anchor : `${anchor}-${before}`
  })
}

/** Letters, figures, hyphens and underscores stay; a blank is a hyphen. */
export function anchorOf(heading: string): string {
  const shown = heading.trim().replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
  return shown.toLowerCase().replaceAll(/[^\p{L}\p{N}\s_-]/gu, '').replaceAll(/\s/g, '-') // prettier-ignore
}

/** What stands in fences is no Markdown. */
export function withoutCode(markdown: string): string {
  return markdown.replaceAll(/^(```+).*?^\1$/gms, '')
}

import { withoutCode } from './anchors.js'

/** What a page links to or shows, fences and spans of code left out. */
export function linksOf(text: string): string[] {
  const plain = withoutCode(text).replaceAll(/`[^`\n]*`/g, 'code')
  return [...plain.matchAll(/\]\(([^)\s]+)\)|<\w[^>]* (?:src|href|srcset)="([^"]+)"/g)].map(
    ([, link, shown]) => link ?? shown!,
  )
}

/** The paths of the project's sources that a page names in code: what is not installed cannot be linked to. */
export function sourcesNamedIn(text: string): string[] {
  return [...withoutCode(text).matchAll(/`((?:bench|src|test)\/[^`\n*… ]*)`/g)].map(([, path]) => path!)
}

import { readFileSync } from 'node:fs'

/** Of pages/: what a page carries with it. */
export function pageFile(name: string): string {
  return readFileSync(new URL(`../../pages/${name}`, import.meta.url), 'utf8')
}

import type { Case } from './case.js'

/** How often a crash is tried again to make it smaller. */
const TRIES = 400

/** A case that ends alike with fewer files, lines and bytes: halves first, then ever smaller pieces (delta debugging). */
export async function smaller(files: Case, endsAlike: (files: Case) => Promise<boolean>): Promise<Case> {
  let least = files
  let tries = 0
  const attempt = async (fewer: Case) => {
    if ((tries += 1) > TRIES || !(await endsAlike(fewer))) return false
    least = fewer
    return true
  }
  for (const name of files.keys()) {
    if (files.size > 1) await attempt(new Map([...least].filter(([other]) => other !== name)))
  }
  for (const name of [...least.keys()]) {
    for (const joint of ['\n', '']) {
      // Without a joint the pieces are bytes: a text that is not UTF-8 stays as it is.
      const split = (bytes: Buffer) => bytes.toString('latin1').split(joint)
      let parts = split(least.get(name)!)
      for (let size = Math.ceil(parts.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
        for (let first = 0; first < parts.length && tries <= TRIES;) {
          const fewer = parts.toSpliced(first, size)
          const bytes = Buffer.from(fewer.join(joint), 'latin1')
          if (await attempt(new Map([...least]).set(name, bytes))) parts = fewer
          else first += size
        }
      }
    }
  }
  return least
}

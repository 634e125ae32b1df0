import { closeSync, openSync, writeSync } from 'node:fs'

/** So many characters are written at once. */
const CHUNK = 2 ** 20

/** A text file that is written piece by piece, and holds no more than a chunk of it in memory. */
export class ChunkedFile {
  private file: number | undefined
  private waiting = ''

  constructor(path: string) {
    this.file = openSync(path, 'w')
  }

  append(text: string): void {
    this.waiting += text
    if (this.waiting.length >= CHUNK) this.flush()
  }

  end(): void {
    this.flush()
    this.stop()
  }

  stop(): void {
    if (this.file !== undefined) closeSync(this.file)
    this.file = undefined
  }

  private flush(): void {
    const bytes = Buffer.from(this.waiting, 'utf8')
    this.waiting = ''
    // A disk that is nearly full takes a part of it, and then says why no more.
    for (let from = 0; from < bytes.length;) from += writeSync(this.file!, bytes, from)
  }
}

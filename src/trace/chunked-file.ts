import { closeSync, openSync, writeSync } from 'node:fs'

/** So many bytes are written at once. */
const CHUNK = 2 ** 20
/** A letter takes so many bytes in UTF-8 at most, for each of its units in UTF-16. */
const WIDEST = 3

/** A text file that is written piece by piece, and holds no more than a chunk of it in memory. */
export class ChunkedFile {
  private file: number | undefined
  private readonly waiting = Buffer.allocUnsafe(CHUNK)
  private used = 0

  constructor(path: string) {
    this.file = openSync(path, 'w')
  }

  append(text: string): void {
    const most = WIDEST * text.length
    if (this.used + most > CHUNK) this.flush()
    if (most > CHUNK) this.write(Buffer.from(text, 'utf8'))
    else this.used += this.waiting.write(text, this.used, 'utf8')
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
    this.write(this.waiting.subarray(0, this.used))
    this.used = 0
  }

  private write(bytes: Uint8Array): void {
    // A disk that is nearly full takes a part of it, and then says why no more.
    for (let from = 0; from < bytes.length;) from += writeSync(this.file!, bytes, from)
  }
}

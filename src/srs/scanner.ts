/** Walks along a cell and knows where it stands, so that a problem can name its column. */
export class Scanner {
  constructor(
    private readonly text: string,
    public offset = 0,
  ) {}

  /** Takes what the pattern (sticky, flag `y`) finds right here; stays put when it finds nothing. */
  take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.offset
    const match = pattern.exec(this.text)
    if (match === null) return undefined
    this.offset += match[0].length
    return match
  }

  get atEnd(): boolean {
    return this.offset >= this.text.length
  }

  get rest(): string {
    return this.text.slice(this.offset)
  }
}

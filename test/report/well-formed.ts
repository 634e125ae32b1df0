/** An element of an XML text that was read. */
export interface Read {
  name: string
  attributes: Record<string, string>
  elements: Read[]
  /** All text directly inside, sections of CDATA included. */
  text: string
}

/**
 * Reads an XML 1.0 text as strictly as the standard asks of one without a document type: whatever is not well-formed throws. Comments and
 * processing instructions, which a report has no use for, throw too.
 */
export function readXml(text: string): Read {
  // Section 2.2: the characters there are, and 2.11: what ends a line.
  const alien = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u.exec(text)
  if (alien) throw new Error(`no character of XML at ${alien.index}`)
  const reader = new Reader(text.replace(/\r\n?/g, '\n'))
  reader.expect(/<\?xml version="1\.0" encoding="UTF-8"\?>\s*/y)
  const root = reader.element()
  reader.expect(/\s*/y)
  if (!reader.ended) throw new Error('something stands behind the root')
  return root
}

const NAME = /[A-Za-z_][\w.-]*/y

class Reader {
  private at = 0

  constructor(private readonly text: string) {}

  get ended(): boolean {
    return this.at === this.text.length
  }

  element(): Read {
    this.expect(/</y)
    const name = this.expect(NAME)
    const read: Read = { name, attributes: {}, elements: [], text: '' }
    while (this.accept(/\s+(?=[A-Za-z_])/y) !== undefined) this.attribute(read.attributes)
    this.expect(/\s*/y)
    if (this.accept(/\/>/y) !== undefined) return read
    this.expect(/>/y)
    while (this.accept(/<\//y) === undefined) {
      const section = this.accept(/<!\[CDATA\[(?:(?!\]\]>)[^])*\]\]>/y)
      const plain = section === undefined ? this.accept(/[^<]+/y) : undefined
      if (section !== undefined) read.text += section.slice('<![CDATA['.length, -']]>'.length)
      else if (plain !== undefined) read.text += plainText(plain)
      else read.elements.push(this.element())
    }
    if (this.expect(NAME) !== name) throw new Error(`<${name}> is closed by another name`)
    this.expect(/\s*>/y)
    return read
  }

  expect(pattern: RegExp): string {
    const found = this.accept(pattern)
    if (found === undefined)
      throw new Error(`expected ${pattern.source} at "${this.text.slice(this.at, this.at + 40)}"`)
    return found
  }

  private attribute(attributes: Record<string, string>): void {
    const name = this.expect(NAME)
    if (name in attributes) throw new Error(`${name} is there twice`)
    this.expect(/\s*=\s*/y)
    const value = this.expect(/"[^"<]*"/y).slice(1, -1)
    // Section 3.3.3: a blank that is not written as a reference is a space.
    attributes[name] = dereferenced(value.replace(/[\t\n]/g, ' '))
  }

  private accept(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)
    if (found === null) return undefined
    this.at += found[0].length
    return found[0]
  }
}

function plainText(text: string): string {
  if (text.includes(']]>')) throw new Error(']]> stands in a text')
  return dereferenced(text)
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function dereferenced(text: string): string {
  return text.replace(/&(?:(\w+);|#(\d+);)?/g, (all, name: string | undefined, code: string | undefined) => {
    const character = code === undefined ? ENTITIES[name ?? ''] : String.fromCodePoint(Number(code))
    if (character === undefined) throw new Error(`"${all}" is no reference`)
    return character
  })
}

/** An element of an XML text, its attributes escaped, with other elements inside, one a line. */
export function element(name: string, attributes: Attributes, inside: readonly string[] = []): string {
  const open = opened(name, attributes)
  return inside.length === 0 ? `${open}/>` : `${open}>\n${inside.join('\n')}\n</${name}>`
}

/** One with a text inside. */
export function textElement(name: string, attributes: Attributes, text: string): string {
  return `${opened(name, attributes)}>${cdata(text)}</${name}>`
}

export type Attributes = Readonly<Record<string, string | number>>

function opened(name: string, attributes: Attributes): string {
  const pairs = Object.entries(attributes).map(([key, value]) => ` ${key}="${attribute(String(value))}"`)
  return `<${name}${pairs.join('')}`
}

/** A text of several lines, readable in the file as it is. The one thing that would end it is parted over two sections. */
function cdata(text: string): string {
  return `<![CDATA[${printable(text).replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // A reader turns those of an attribute into blanks unless they are written so.
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}

function attribute(text: string): string {
  return printable(text).replace(/[&<>"\t\n\r]/g, (character) => ENTITIES[character]!)
}

/** Without the characters that XML 1.0 (section 2.2) has no way to write: control characters, halves of pairs and two more. */
function printable(text: string): string {
  return [...text].filter((character) => isCharacter(character.codePointAt(0)!)).join('')
}

function isCharacter(code: number): boolean {
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd
  return code < 0xd800 || (code > 0xdfff && code !== 0xfffe && code !== 0xffff)
}

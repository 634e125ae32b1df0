import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** What an editor with the YAML language server shows of a deployment: the server itself, without the editor. */
export class Editor {
  private readonly service = languageServer.getLanguageService({
    schemaRequestService: (uri) => Promise.resolve(readFileSync(fileURLToPath(uri), 'utf8')),
    workspaceContext: { resolveRelativePath: (path, resource) => new URL(path, resource).href },
  })

  constructor() {
    this.service.configure({ validate: true, hover: true, completion: true, schemas: [] })
  }

  /** What it marks: the line, counted from 1, and what it says, cut short. */
  async marks(text: string, file: string): Promise<{ line: number; message: string }[]> {
    const found = await this.service.doValidation(documentOf(text, file), false)
    return found.map(({ range, message }) => ({ line: range.start.line + 1, message: message.slice(0, 120) }))
  }

  /** What it offers at a place. */
  async offers(text: string, file: string): Promise<string[]> {
    const { plain, position } = cursorIn(text)
    const { items } = await this.service.doComplete(documentOf(plain, file), position, false)
    return items.map(({ label }) => label)
  }

  /** What it says of what stands at a place, as it is read. */
  async explains(text: string, file: string): Promise<string> {
    const { plain, position } = cursorIn(text)
    const hover = await this.service.doHover(documentOf(plain, file), position)
    return (hover?.contents.value ?? '')
      .replaceAll(/\\([^A-Za-z0-9\s])/g, '$1')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
  }
}

/** Stands where the cursor is. */
export const CURSOR = '¦'

function cursorIn(text: string): { plain: string; position: Position } {
  const before = text.slice(0, text.indexOf(CURSOR)).split('\n')
  return {
    plain: text.replace(CURSOR, ''),
    position: { line: before.length - 1, character: before.at(-1)!.length },
  }
}

/** The server keeps what it has read of a version. */
let version = 0

function documentOf(text: string, file: string): object {
  return TextDocument.create(pathToFileURL(file).href, 'yaml', ++version, text)
}

interface Position {
  line: number
  character: number
}

/** The part of it that is used here; its own types want those of an editor. */
interface LanguageService {
  configure(settings: object): void
  doValidation(document: object, kubernetes: boolean): Promise<{ range: { start: Position }; message: string }[]>
  doComplete(document: object, position: Position, kubernetes: boolean): Promise<{ items: { label: string }[] }>
  doHover(document: object, position: Position): Promise<{ contents: { value: string } } | null>
}

const require = createRequire(import.meta.url)
const languageServer = require('yaml-language-server') as {
  getLanguageService(services: {
    schemaRequestService: (uri: string) => Promise<string>
    workspaceContext: { resolveRelativePath: (path: string, resource: string) => string }
  }): LanguageService
}
// A part of the server, found as it finds it.
const { TextDocument } = createRequire(require.resolve('yaml-language-server'))(
  'vscode-languageserver-textdocument',
) as {
  TextDocument: { create(uri: string, language: string, version: number, text: string): object }
}

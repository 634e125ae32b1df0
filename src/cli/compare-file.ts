import { closeSync, existsSync, openSync, readSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { FileAside } from '../input/file-aside.js'
import type { Comparison } from '../plan/compare.js'
import { SWEEP_MARKER } from '../plan/sweep-tables.js'
import { MARKER, PAGE } from '../report/folder.js'

/** The page of a comparison. What cannot be written is refused before the reports are read; the file appears whole or not at all. */
export class CompareFile {
  private readonly file: FileAside

  constructor(given: string) {
    this.file = new FileAside(given, notOurs)
  }

  get path(): string {
    return this.file.path
  }

  async write(comparison: Comparison): Promise<void> {
    const { compareHtml } = await import('../plan/compare-html.js')
    try {
      this.file.write(compareHtml(comparison))
      this.file.commit()
    } finally {
      this.file.abandon()
    }
  }
}

/** Only a page that sgsim wrote before is replaced, and none that belongs to a report. */
function notOurs(path: string): string | undefined {
  const folder = dirname(path)
  const isOfReport = [MARKER, SWEEP_MARKER].some((name) => existsSync(join(folder, name)))
  if (basename(path) === PAGE && isOfReport) return 'is the page of the report in that folder: it would be overwritten'
  const start = Buffer.alloc(2048)
  const file = openSync(path, 'r')
  const length = readSync(file, start)
  closeSync(file)
  const text = start.toString('utf8', 0, length)
  if (text.trim() === '' || text.includes('<meta name="generator" content="sgsim"')) return undefined
  return 'is no page of sgsim: it would be overwritten'
}

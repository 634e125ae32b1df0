import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FolderWriter } from '../../src/input/write-aside.js'
import { complaint, fileOf, folder } from './files.js'

/** Writes an earlier result, whose marker says which. */
function result(path: string, text: string): string {
  mkdirSync(path, { recursive: true })
  writeFileSync(join(path, 'run.json'), text)
  return path
}

const read = (path: string) => readFileSync(join(path, 'run.json'), 'utf8')

/** The number of a process that has ended. */
const deadPid = () => spawnSync(process.execPath, ['--version']).pid

describe('a folder written aside', () => {
  it('is not there before it is committed, and whole after', () => {
    const parent = folder()
    const target = join(parent, 'out')
    const writer = new FolderWriter(target, 'run.json')
    writeFileSync(writer.file('run.json'), 'new')
    writeFileSync(writer.file('parts/a.csv'), 'a')
    expect(existsSync(target)).toBe(false)
    writer.commit()
    expect(read(target)).toBe('new')
    expect(existsSync(join(target, 'parts', 'a.csv'))).toBe(true)
    expect(readdirSync(parent)).toEqual(['out'])
  })

  it('takes the place of an earlier result, of which no file is left', () => {
    const parent = folder()
    const target = result(join(parent, 'out'), 'old')
    writeFileSync(join(target, 'extra.csv'), '')
    const writer = new FolderWriter(target, 'run.json')
    writeFileSync(writer.file('run.json'), 'new')
    expect(read(target)).toBe('old')
    writer.commit()
    expect(read(target)).toBe('new')
    expect(readdirSync(target)).toEqual(['run.json'])
    expect(readdirSync(parent)).toEqual(['out'])
  })

  it('may go to an empty folder', () => {
    const target = folder()
    const writer = new FolderWriter(target, 'run.json')
    writeFileSync(writer.file('run.json'), 'new')
    writer.commit()
    expect(read(target)).toBe('new')
  })

  it('goes where a link leads, and leaves the link', () => {
    const parent = folder()
    symlinkSync('real', join(parent, 'link'))
    for (const text of ['first', 'second']) {
      const writer = new FolderWriter(join(parent, 'link'), 'run.json')
      writeFileSync(writer.file('run.json'), text)
      writer.commit()
      expect(read(join(parent, 'real'))).toBe(text)
    }
    expect(readdirSync(parent)).toEqual(['link', 'real'])
  })

  it('leaves nothing when it is abandoned, not even the parents that were made for it', () => {
    const parent = folder()
    const writer = new FolderWriter(join(parent, 'a', 'b', 'out'), 'run.json')
    writeFileSync(writer.file('run.json'), 'new')
    writer.abandon()
    writer.abandon()
    expect(readdirSync(parent)).toEqual([])
  })

  it('leaves the earlier result when it is abandoned', () => {
    const parent = folder()
    const target = result(join(parent, 'out'), 'old')
    new FolderWriter(target, 'run.json').abandon()
    expect(read(target)).toBe('old')
    expect(readdirSync(parent)).toEqual(['out'])
  })

  it('leaves parents that others have used in the meantime', () => {
    const parent = folder()
    const writer = new FolderWriter(join(parent, 'a', 'b', 'out'), 'run.json')
    writeFileSync(join(parent, 'a', 'theirs'), '')
    writer.abandon()
    expect(readdirSync(join(parent, 'a'))).toEqual(['theirs'])
  })

  it('stays when it is abandoned after the commit', () => {
    const target = join(folder(), 'out')
    const writer = new FolderWriter(target, 'run.json')
    writeFileSync(writer.file('run.json'), 'new')
    writer.commit()
    writer.abandon()
    expect(read(target)).toBe('new')
  })

  it('is committed with its marker, and once', () => {
    const writer = new FolderWriter(join(folder(), 'out'), 'run.json')
    expect(() => writer.commit()).toThrow('lacks its run.json')
    writeFileSync(writer.file('run.json'), '')
    writer.commit()
    expect(() => writer.commit()).toThrow('already')
  })

  it('has one writer at a time', () => {
    const target = join(folder(), 'out')
    const writer = new FolderWriter(target, 'run.json')
    expect(() => new FolderWriter(target, 'run.json')).toThrow('already')
    writer.abandon()
  })
})

describe('a target is refused', () => {
  it('when it holds files that no run wrote', () => {
    const parent = folder()
    const target = join(parent, 'photos')
    mkdirSync(target)
    writeFileSync(join(target, 'cat.jpg'), '')
    expect(complaint(() => new FolderWriter(target, 'run.json'))).toBe(
      `${target}: holds files but no run.json: it would be overwritten\n  name a new or an empty folder`,
    )
    expect(readdirSync(parent)).toEqual(['photos'])
  })

  it('when such files came while it was written', () => {
    const target = join(folder(), 'out')
    const writer = new FolderWriter(target, 'run.json')
    writeFileSync(writer.file('run.json'), '')
    mkdirSync(target)
    writeFileSync(join(target, 'cat.jpg'), '')
    expect(complaint(() => writer.commit())).toContain('holds files but no run.json')
    writer.abandon()
    expect(readdirSync(target)).toEqual(['cat.jpg'])
  })

  it('when it is a file', () => {
    const file = fileOf('mine')
    expect(complaint(() => new FolderWriter(file, 'run.json'))).toBe(`${file}: expected a folder, found a file`)
    expect(readFileSync(file, 'utf8')).toBe('mine')
  })

  it.each(['out', 'a/out'])('when it is below a file, which is named: %s', (path) => {
    const file = fileOf('')
    expect(complaint(() => new FolderWriter(join(file, path), 'run.json'))).toBe(
      `${file}: expected a folder, found a file`,
    )
  })

  it('when a link leads below a file', () => {
    const link = join(folder(), 'link')
    symlinkSync(join(fileOf(''), 'out'), link)
    expect(complaint(() => new FolderWriter(link, 'run.json'))).toContain(`${link}: cannot be written (`)
  })

  it.each(['.', '..'])('when one stands in it: %s', (target) => {
    expect(complaint(() => new FolderWriter(target, 'run.json'))).toContain(
      `${target}: is or holds the folder that you are in`,
    )
  })

  it.runIf(existsSync('/proc/self'))('when it is a mount point', () => {
    expect(complaint(() => new FolderWriter('/proc', 'run.json'))).toContain('/proc: is a mount point')
  })
})

describe('after a crash', () => {
  it('a target that was moved away and not replaced comes back', () => {
    const parent = folder()
    const dead = deadPid()
    result(join(parent, `out.old-${dead}`), 'old')
    result(join(parent, `out.partial-${dead}`), 'new')
    FolderWriter.recover(join(parent, 'out'))
    expect(read(join(parent, 'out'))).toBe('old')
    expect(readdirSync(parent)).toEqual(['out'])
  })

  it('a target that was replaced stays, and what it replaced is removed', () => {
    const parent = folder()
    result(join(parent, `out.old-${deadPid()}`), 'old')
    result(join(parent, 'out'), 'new')
    FolderWriter.recover(join(parent, 'out'))
    expect(read(join(parent, 'out'))).toBe('new')
    expect(readdirSync(parent)).toEqual(['out'])
  })

  it('the next writer mends by itself, and an abandoned one leaves what was mended', () => {
    const parent = folder()
    result(join(parent, `out.old-${deadPid()}`), 'old')
    new FolderWriter(join(parent, 'out'), 'run.json').abandon()
    expect(read(join(parent, 'out'))).toBe('old')
  })

  it('a left-over of an earlier process of the same number is removed', () => {
    const parent = folder()
    result(join(parent, `out.partial-${process.pid}`), 'stale')
    const writer = new FolderWriter(join(parent, 'out'), 'run.json')
    expect(existsSync(writer.file('run.json'))).toBe(false)
    writer.abandon()
  })

  it('what a living process writes stays', () => {
    const parent = folder()
    const theirs = `out.partial-${process.ppid}`
    result(join(parent, theirs), '')
    const writer = new FolderWriter(join(parent, 'out'), 'run.json')
    FolderWriter.recover(join(parent, 'out'))
    expect(readdirSync(parent).sort()).toEqual([`out.partial-${process.pid}`, theirs].sort())
    writer.abandon()
  })

  it('a folder of a similar name that no writer made stays', () => {
    const parent = folder()
    const names = ['out.old', 'out.old-2024-05-01', 'out.partial-1x', 'output.old-999999999']
    for (const name of names) mkdirSync(join(parent, name))
    FolderWriter.recover(join(parent, 'out'))
    expect(readdirSync(parent).sort()).toEqual([...names].sort())
  })

  it('there may be no folder to mend in', () => {
    expect(() => FolderWriter.recover(join(folder(), 'no', 'out'))).not.toThrow()
  })
})

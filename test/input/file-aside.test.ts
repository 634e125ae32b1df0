import { spawnSync } from 'node:child_process'
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FileAside } from '../../src/input/file-aside.js'
import { complaint, folder } from './files.js'

const any = () => undefined

describe('a file written aside', () => {
  it('is not there, or is the old one, before it is committed, and the new one after', () => {
    const parent = folder()
    for (const before of [undefined, 'old']) {
      const path = join(parent, 'a', `${before}.xml`)
      mkdirSync(join(parent, 'a'), { recursive: true })
      if (before) writeFileSync(path, before)
      const file = new FileAside(path, any)
      file.write('new')
      expect(existsSync(path) ? readFileSync(path, 'utf8') : undefined).toBe(before)
      file.commit()
      file.abandon()
      expect(readFileSync(path, 'utf8')).toBe('new')
    }
    expect(readdirSync(join(parent, 'a'))).toEqual(['old.xml', 'undefined.xml'])
  })

  it.runIf(existsSync('/proc/self'))('is refused at once where nothing can be made, whoever asks', () => {
    for (const path of ['/proc/x.csv', '/proc/a/x.csv'])
      expect(complaint(() => new FileAside(path, any))).toMatch(
        new RegExp(`^${path}: cannot be written \\(E[A-Z]+\\)$`),
      )
  })

  it('is refused where its folder cannot be made any more', () => {
    const parent = folder()
    const file = new FileAside(join(parent, 'a', 'b.xml'), any)
    writeFileSync(join(parent, 'a'), 'a file')
    expect(complaint(() => file.write('new'))).toMatch(/b\.xml: cannot be written \(E[A-Z]+\)$/)
  })

  it('leaves nothing when it is abandoned, and makes nothing before it is written', () => {
    const parent = folder()
    const file = new FileAside(join(parent, 'a', 'b.xml'), any)
    expect(readdirSync(parent)).toEqual([])
    file.write('new')
    file.abandon()
    expect(readdirSync(join(parent, 'a'))).toEqual([])
  })

  it('clears what a process left that ended while it wrote', () => {
    const parent = folder()
    const dead = spawnSync(process.execPath, ['--version']).pid
    writeFileSync(join(parent, `b.xml.partial-${dead}`), 'half')
    const file = new FileAside(join(parent, 'b.xml'), any)
    file.write('new')
    file.commit()
    expect(readdirSync(parent)).toEqual(['b.xml'])
  })

  it('goes where a link leads, and leaves the link', () => {
    const parent = folder()
    writeFileSync(join(parent, 'real.xml'), 'old')
    symlinkSync('real.xml', join(parent, 'link.xml'))
    const file = new FileAside(join(parent, 'link.xml'), any)
    file.write('new')
    file.commit()
    expect(lstatSync(join(parent, 'link.xml')).isSymbolicLink()).toBe(true)
    expect(readFileSync(join(parent, 'real.xml'), 'utf8')).toBe('new')
  })
})

describe('a file is refused', () => {
  const refused = (path: string) => complaint(() => new FileAside(path, () => 'is mine'))

  it('where something stands that is no file, or one that may not be replaced', () => {
    const parent = folder()
    const path = join(parent, 'a.txt')
    writeFileSync(path, '')
    expect(refused(parent)).toBe(`${parent}: expected a file, found a folder`)
    expect(refused(path)).toBe(`${path}: is mine\n  name a new file`)
  })

  it('below a file, and at or below a link to nothing', () => {
    const parent = folder()
    const [file, link] = [join(parent, 'a.txt'), join(parent, 'link')]
    writeFileSync(file, '')
    symlinkSync('nowhere', link)
    expect(refused(join(file, 'b', 'c.xml'))).toContain(`${file} is a file`)
    for (const path of [link, join(link, 'b.xml')])
      expect(refused(path)).toContain(`${link} is a link to what does not`)
    expect(readdirSync(parent)).toEqual(['a.txt', 'link'])
  })

  // Linux's devices are files to those who only ask whether something exists.
  it.skipIf(!existsSync('/dev/null'))('on a device', () => {
    expect(refused('/dev/null')).toBe('/dev/null: expected a file, found a device')
  })
})

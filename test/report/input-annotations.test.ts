import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { InputError, Problems } from '../../src/input/problems.js'
import { inputAnnotations } from '../../src/report/input-annotations.js'
import { onGithub, workflowCommand } from '../../src/report/workflow-command.js'
import { fileOf } from '../input/files.js'

function problemsOf(add: (problems: Problems) => void) {
  const problems = new Problems()
  add(problems)
  return problems.list
}

describe('what is wrong with the input, on GitHub', () => {
  test('is an error at its line, with its hint, of each problem', () => {
    const file = fileOf('name: x\n', 'town.yaml')
    const problems = problemsOf((list) => {
      list.add({ file, line: 3, column: 5 }, 'unknown key "nmae"', 'did you mean "name"?')
      list.add({ file, line: 4, column: 1 }, 'expected 100%, found 101%')
      list.add({ file }, 'not UTF-8')
    })
    expect(inputAnnotations(problems, join(file, '..'))).toBe(
      '::error file=town.yaml,title=sgsim%3A the input is wrong::not UTF-8\n' +
        '::error file=town.yaml,line=3,col=5,title=sgsim%3A the input is wrong::' +
        'unknown key "nmae"%0Adid you mean "name"?\n' +
        '::error file=town.yaml,line=4,col=1,title=sgsim%3A the input is wrong::expected 100%25, found 101%25\n',
    )
  })

  test('is not limited to ten: GitHub cuts, and counts them', () => {
    const file = fileOf('')
    const problems = problemsOf((list) => {
      for (let line = 1; line <= 30; line += 1) list.add({ file, line, column: 1 }, 'wrong')
    })
    expect(inputAnnotations(problems).trimEnd().split('\n')).toHaveLength(30)
  })

  test('has no place where it is no file: the message names it', () => {
    const { problems } = InputError.of('--set nan.rate', 'expected a path and a value', 'such as nan.rate=50kbps')
    expect(inputAnnotations(problems)).toBe(
      '::error title=sgsim%3A the input is wrong::--set nan.rate: expected a path and a value%0A  such as nan.rate=50kbps\n',
    )
  })
})

describe('a workflow command', () => {
  const place = (file: string, workspace?: string) =>
    workflowCommand({ kind: 'warning', title: 'a', message: 'b', place: { file, line: 1 } }, workspace)

  test('ends with its line, and what ends its properties is escaped', () => {
    const command = workflowCommand({ kind: 'notice', title: 'a: b, c\n100%', message: 'd: e,\r\n100%' })
    expect(command).toBe('::notice title=a%3A b%2C c%0A100%25::d: e,%0D%0A100%25\n')
  })

  test('counts paths from the repository, and names what is outside as it was given', () => {
    expect(place('scenarios/town.yaml', resolve('.'))).toBe('::warning file=scenarios/town.yaml,line=1,title=a::b\n')
    expect(place(resolve('scenarios/town.yaml'), resolve('.'))).toContain('file=scenarios/town.yaml,')
    expect(place('../other/town.yaml', resolve('.'))).toContain('file=../other/town.yaml,')
    expect(place('town.yaml')).toContain('file=town.yaml,')
  })

  test.each([
    [{}, false],
    [{ GITHUB_ACTIONS: '' }, false],
    [{ GITHUB_ACTIONS: 'false' }, false],
    [{ GITHUB_ACTIONS: 'true' }, true],
  ])('is for %o: %s', (env, wanted) => {
    expect(onGithub(env)).toBe(wanted)
  })
})

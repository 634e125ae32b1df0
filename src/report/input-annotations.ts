import { existsSync } from 'node:fs'
import type { Problem } from '../input/problems.js'
import { problemText } from '../input/problems.js'
import { workflowCommand } from './workflow-command.js'

/**
 * What is wrong with the input, as workflow commands of GitHub Actions: each problem beside its line. What is no file, such as an option,
 * has no place of which GitHub knows: the message names it.
 */
export function inputAnnotations(problems: readonly Problem[], workspace?: string): string {
  return problems.map((problem) => annotation(problem, workspace)).join('')
}

function annotation(problem: Problem, workspace: string | undefined): string {
  const { position, message, hint } = problem
  const title = 'sgsim: the input is wrong'
  if (!existsSync(position.file))
    return workflowCommand({ kind: 'error', title, message: problemText(problem) }, workspace)
  const text = hint === undefined ? message : `${message}\n${hint}`
  return workflowCommand({ kind: 'error', title, message: text, place: position }, workspace)
}

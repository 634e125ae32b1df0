import { Command } from 'commander'
import { TEMPLATE_NAMES } from '../plan/templates.js'
import { STDOUT } from './standard-output.js'
import { later } from './later.js'

export function initCommand(): Command {
  return new Command('init')
    .description('Writes a deployment to begin with, every choice explained in it.')
    .argument('[file]', `the file to write; ${STDOUT} prints it instead`, 'deployment.yaml')
    .option('--template <name>', TEMPLATE_NAMES.join(', '), TEMPLATE_NAMES[0])
    .option('--list', 'prints what each template asks')
    .option('--force', 'replaces a file that is there')
    .addHelpText('after', ABOUT)
    .addHelpText('after', '\nExample:\n  $ sgsim init\n  $ sgsim init storm.yaml --template storm')
    .action(later(() => import('./init-action.js')))
}

const ABOUT = `
The first line names the schema that comes with sgsim: an editor with a YAML
language server (in VS Code the extension YAML of Red Hat) then completes and
explains every key, and marks mistakes.`

import { Argument, Command } from 'commander'
import { later } from './later.js'
import { SHELLS } from './shells.js'

export function completionCommand(): Command {
  return new Command('completion')
    .description('Prints a script with which a shell completes commands, options and names.')
    .addArgument(new Argument('<shell>', 'whose').choices(SHELLS))
    .addHelpText('after', HOW)
    .addHelpText('after', '\nExample:\n  $ sgsim completion bash > sgsim.bash && source sgsim.bash')
    .action(later(() => import('./completion-action.js')))
}

const HOW = `
To have it in every shell:
  bash  echo 'eval "$(sgsim completion bash)"' >> ~/.bashrc
  zsh   sgsim completion zsh > "\${fpath[1]}/_sgsim"
  fish  sgsim completion fish > ~/.config/fish/completions/sgsim.fish`

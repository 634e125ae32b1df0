import { Argument, Command } from 'commander'
import { bashCompletion } from './completion-bash.js'
import { fishCompletion } from './completion-fish.js'
import { completed, SHELLS } from './completion-words.js'
import { zshCompletion } from './completion-zsh.js'

const SCRIPTS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion }

export function completionCommand(): Command {
  return new Command('completion')
    .description('Prints a script with which a shell completes commands, options and names.')
    .addArgument(new Argument('<shell>', 'whose').choices(SHELLS))
    .addHelpText('after', HOW)
    .addHelpText('after', '\nExample:\n  $ sgsim completion bash > sgsim.bash && source sgsim.bash')
    .action((shell: keyof typeof SCRIPTS, _: object, command: Command) => {
      process.stdout.write(SCRIPTS[shell](completed(command.parent!)))
    })
}

const HOW = `
To have it in every shell:
  bash  echo 'eval "$(sgsim completion bash)"' >> ~/.bashrc
  zsh   sgsim completion zsh > "\${fpath[1]}/_sgsim"
  fish  sgsim completion fish > ~/.config/fish/completions/sgsim.fish`

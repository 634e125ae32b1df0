import { Command, Option } from 'commander'
import { didYouMean } from '../input/nearest.js'
import { InputError } from '../input/problems.js'
import { json } from '../report/folder.js'
import { payloadsCsv, payloadsJson, payloadsText, payloadText } from '../report/payload-list.js'
import { readCatalogue, withCatalogueOption, type CatalogueOption } from './catalogue-option.js'

interface PayloadsOptions extends CatalogueOption {
  json?: boolean
  csv?: boolean
}

export function payloadsCommand(): Command {
  const command = new Command('payloads')
    .description('The application messages of the SRS, and the requirements of each.')
    .argument('[name]', 'one payload (default: all of them)')
    .addOption(new Option('--json', 'prints JSON').conflicts('csv'))
    .option('--csv', 'prints one line a payload')
  return withCatalogueOption(command).addHelpText('after', '\nExample:\n  $ sgsim payloads SW_opr_cmd').action(act)
}

function act(name: string | undefined, options: PayloadsOptions): void {
  const catalogue = readCatalogue(options)
  const all = [...catalogue.payloads.values()]
  const found = name === undefined ? all : all.filter((one) => one.name === name)
  if (found.length === 0) {
    throw InputError.of(
      'sgsim payloads',
      `no payload is called "${name}"`,
      didYouMean(name!, catalogue.payloads.keys()),
    )
  }
  if (options.json) process.stdout.write(json(payloadsJson(catalogue, found)))
  else if (options.csv) process.stdout.write(payloadsCsv(catalogue, found))
  else process.stdout.write(name === undefined ? payloadsText(catalogue, found) : payloadText(catalogue, found[0]!))
}

import { Command, Option } from 'commander'
import { didYouMean } from '../input/nearest.js'
import { InputError } from '../input/problems.js'
import { json } from '../report/folder.js'
import { nameApartCsv, nameApartJson, nameApartText } from '../report/name-apart.js'
import { payloadsCsv, payloadsJson, payloadsText, payloadText } from '../report/payload-list.js'
import { namesApart } from '../srs/second-table.js'
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
    const apart = namesApart(catalogue)
    const one = apart.find((other) => other.name === name)
    if (one)
      return print(
        options,
        () => nameApartText(one),
        () => nameApartJson(one),
        () => nameApartCsv(one),
      )
    const names = [...catalogue.payloads.keys(), ...apart.map((other) => other.name)]
    throw InputError.of('sgsim payloads', `no payload is called "${name}"`, didYouMean(name!, names))
  }
  print(
    options,
    () => (name === undefined ? payloadsText(catalogue, found) : payloadText(catalogue, found[0]!)),
    () => payloadsJson(catalogue, found),
    () => payloadsCsv(catalogue, found),
  )
}

function print(options: PayloadsOptions, text: () => string, asJson: () => object, csv: () => string): void {
  process.stdout.write(options.json ? json(asJson()) : options.csv ? csv() : text())
}

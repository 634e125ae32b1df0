import { didYouMean } from '../input/nearest.js'
import { InputError } from '../input/problems.js'
import { json } from '../report/json.js'
import { nameApartCsv, nameApartJson, nameApartText } from '../report/name-apart.js'
import { payloadsCsv, payloadsJson, payloadsText, payloadText } from '../report/payload-list.js'
import { namesApart } from '../srs/second-table.js'
import type { CatalogueOption } from './catalogue-option.js'
import { readCatalogue } from './read-catalogue.js'

interface PayloadsOptions extends CatalogueOption {
  json?: boolean
  csv?: boolean
}

export function act(name: string | undefined, options: PayloadsOptions): void {
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

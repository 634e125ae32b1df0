import type { Catalogue } from '../srs/catalogue.js'
import type { Payload } from '../srs/payload.js'
import type { Requirement } from '../srs/requirement.js'
import { namesApart } from '../srs/second-table.js'
import { tableText } from './table.js'
import { wrapped } from './wrapped.js'

/** The payloads of the catalogue with their requirements, cells as the SRS prints them. */
export function payloadsJson(catalogue: Catalogue, payloads: readonly Payload[]): object[] {
  return payloads.map((payload) => ({
    name: payload.name,
    type: payload.type,
    useCase: payload.useCase,
    section: payload.section,
    description: payload.description,
    dataElements: payload.dataElements,
    lic: payload.lic,
    confidentiality: payload.confidentiality,
    integrity: payload.integrity,
    availability: payload.availability,
    baseload: payload.baseload ?? null,
    highload: payload.highload ?? null,
    requirements: requirementsOf(catalogue, payload).map(requirementJson),
  }))
}

function requirementJson({ id, section, from, to, mode, cells, used, erratum }: Requirement): object {
  const { howOften, when, latency, reliability, size } = cells
  const none = { mode: mode ?? null, erratum: erratum ?? null }
  return {
    id,
    section,
    from,
    to,
    mode: none.mode,
    howOften,
    when,
    latency,
    reliability,
    size,
    used,
    erratum: none.erratum,
  }
}

const COLUMNS = [
  'payload', 'type', 'use_case', 'section', 'lic', 'confidentiality', 'integrity', 'availability', 'baseload', 'highload',
  'requirements', 'requirements_used', 'data_elements', 'description',
] // prettier-ignore

/** One line a payload. */
export function payloadsCsv(catalogue: Catalogue, payloads: readonly Payload[]): string {
  const rows = payloads.map((payload) => {
    const requirements = requirementsOf(catalogue, payload)
    return [
      payload.name, payload.type, payload.useCase, payload.section, payload.lic, payload.confidentiality, payload.integrity,
      payload.availability, flag(payload.baseload), flag(payload.highload), requirements.length,
      requirements.filter((one) => one.used).length, payload.dataElements, payload.description,
    ] // prettier-ignore
  })
  return tableText(COLUMNS, rows)
}

/** By use case: name, type, and how many requirements it has. */
export function payloadsText(catalogue: Catalogue, payloads: readonly Payload[]): string {
  const lines: string[] = []
  for (const useCase of new Set(payloads.map((one) => one.useCase))) {
    lines.push(useCase)
    for (const payload of payloads.filter((one) => one.useCase === useCase)) {
      const used = requirementsOf(catalogue, payload).filter((one) => one.used).length
      lines.push(`  ${payload.name.padEnd(44)} ${payload.type.padEnd(10)} ${used} requirement${used === 1 ? '' : 's'}`)
    }
    lines.push('')
  }
  lines.push(`${payloads.length} payloads; sgsim payloads <name> shows one`)
  const apart = namesApart(catalogue).map(({ name }) => name)
  const where = 'in the second table of 4.5.4.2 only, and counted apart'
  if (apart.length > 0) lines.push(...wrapped(`${apart.length} more names, ${where}: ${apart.join(', ')}`, ''))
  return `${lines.join('\n')}\n`
}

/** One payload: what it is, and each of its requirements cell by cell. */
export function payloadText(catalogue: Catalogue, payload: Payload): string {
  const { confidentiality, integrity, availability } = payload
  const lines = [
    payload.name,
    ...wrapped(`${payload.type}, ${payload.useCase} (SRS ${payload.section})`, '  '),
    ...wrapped(payload.description, '  '),
    ...wrapped(`data: ${payload.dataElements}`, '  '),
    ...wrapped(`NISTIR 7628 ${payload.lic}; C-I-A ${confidentiality}-${integrity}-${availability}`, '  '),
    ...wrapped(`PAP02 baseload ${flag(payload.baseload)}, highload ${flag(payload.highload)}`, '  '),
  ]
  for (const one of requirementsOf(catalogue, payload)) {
    const { howOften, when, latency, reliability, size } = one.cells
    const state = one.used ? '' : ' (not used)'
    const erratum = one.erratum === undefined ? '' : `; erratum ${one.erratum}`
    lines.push(
      '',
      `  ${one.id}${state}`,
      ...wrapped(`${one.from} → ${one.to}${one.mode ? `, ${one.mode}` : ''}`, '    '),
    )
    lines.push(...wrapped(`${howOften}; ${when}; ${size} bytes`, '    '))
    lines.push(...wrapped(`latency ${latency}; reliability ${reliability}${erratum}`, '    '))
  }
  return `${lines.join('\n')}\n`
}

function flag(value: boolean | undefined): string {
  return value === undefined ? 'not stated' : value ? 'yes' : 'no'
}

function requirementsOf(catalogue: Catalogue, payload: Payload): Requirement[] {
  return catalogue.requirements.filter((one) => one.payload === payload)
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { picturesOf } from './scenarios/pictures.js'

const report = mkdtempSync(join(tmpdir(), 'pictures-'))
afterAll(() => rmSync(report, { recursive: true }))
const write = (name: string, lines: readonly string[]) => writeFileSync(join(report, name), `${lines.join('\n')}\n`)

// A fast network carries most of the bytes and is idle; of the slow one a link is full; a third fails and has room.
write('hourly.csv', [
  'network,direction,hour,hour_start,utilisation',
  ...['wan,up,8,2026-01-01 08:00,0.0001', 'fan,up,8,2026-01-01 08:00,0.2', 'nan,up,8,2026-01-01 08:00,0.001'],
])
write('links.csv', [
  'link,network,direction,utilisation',
  ...['FEP-FGf,wan,up,0.0001', 'FGf-S 1,fan,up,0.1', 'FGf-S 2,fan,up,0.99995', '1D,nan,up,0.001'],
])
write('timeline.csv', [
  'minute,network,direction,bytes_wire',
  ...Array.from({ length: 20 }, (_, i) => `2026-01-01 08:${10 + i}`).flatMap((minute) => [
    ...[`${minute},wan,up,9000000`, `${minute},fan,up,70000`, `${minute},nan,up,5000`],
  ]),
])
write('requirements.csv', [
  'requirement,verdict,latency_p50_s,latency_p99_s,bound_latency_s,share_in_time,bound_reliability',
  ...['4.1/late/1,fail,3,40,5,0.25,0.98', '4.1/well/1,pass,1,2,5,1,0.98'],
])

describe('the pictures of a scenario', () => {
  test('show the networks whose capacity is used most, not those of most bytes', () => {
    const [load] = picturesOf(report)
    expect(load!.says).toContain('fan up at most 70 kB a minute (FGf-S 2: 99.995 % of the capacity over the run)')
    expect(load!.says).not.toMatch(/wan|nan/)
  })

  test('and always the network that the first failure is owed to', () => {
    expect(picturesOf(report, 'nan')[0]!.says).toMatch(/^Load by minute: nan up at most 5 kB a minute; fan up/)
  })

  test('have times of the clock, and the share in time where it is below the bound', () => {
    const [load, latency] = picturesOf(report)
    for (const time of ['08:10', '08:15', '08:25']) expect(load!.svg).toContain(`>${time}<`)
    expect(latency!.svg).toContain('>4.1/late/1 (fail: 25 % in time of 98 %)<')
    expect(latency!.svg).toContain('>4.1/well/1 (pass)<')
  })
})

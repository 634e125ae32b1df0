import { LOSS_REASONS, type LossReason } from '../../network/medium.js'
import type { Run } from '../../run/run.js'
import { figure as figureText } from '../table.js'
import { count, datum, share, use } from './datum.js'
import { html, type Content, type Html } from './html.js'
import { linkTo } from './requirement-link.js'
import type { Section } from './page.js'
import { table } from './parts.js'
import { OFFERED } from '../../network/links.js'

/** What each reason means: docs/networks.md. */
const MEANS: Readonly<Record<LossReason, string>> = {
  'queue full': 'no room before the link, at the node, or in its store',
  'retries exhausted': 'the last attempt failed too',
  collision: 'it met another on the channel, where nothing sends again',
  noise: 'spoilt without a collision, where nothing sends again',
  'channel busy': 'the channel was never found free, or access never granted',
  'out of range': 'no path reaches the node',
  'node down': 'its node, or the next one, was down or had an empty battery',
  'link down': 'the link had failed',
  expired: 'nobody wanted it any more',
}

/** So many places stand open; the others behind a click. */
const SHOWN = 12

/** What was lost, where and why: messages by what became of their receipts, and packets by the books of the links. */
export function lossesSection(run: Run): Section {
  const messages = messagesLost(run)
  const packets = packetsLost(run)
  const nothing = html`<p>Nothing was lost: every message arrived or was under way at the end, and no link lost a packet for good.</p>`
  const body =
    messages.length === 0 && packets.length === 0
      ? nothing
      : html`${ofMessages(run, messages)}${ofPackets(packets)}${meanings([...messages, ...packets])}`
  return { id: 'losses', title: 'Losses', body }
}

interface MessagesLost {
  place: string
  reason: string
  messages: number
  /** Of the requirements that lost any there: how many receipts they owed, and which lost most. */
  sent: number
  most: string
}

/** By place and reason, as requirements and run.json have them, most first. */
function messagesLost({ outcomes }: Run): MessagesLost[] {
  const found = new Map<string, MessagesLost & { top: number }>()
  for (const { losses, sent, requirement } of outcomes)
    for (const { place: where, messages } of losses) {
      const cut = where.lastIndexOf(': ')
      const [place, reason] = [where.slice(0, cut), where.slice(cut + 2)]
      const of = found.get(where) ?? { place, reason, messages: 0, sent: 0, most: '', top: 0 }
      of.messages += messages
      of.sent += sent
      if (messages > of.top) [of.top, of.most] = [messages, requirement.id]
      found.set(where, of)
    }
  return [...found.values()].sort((a, b) => b.messages - a.messages || (a.place < b.place ? -1 : 1))
}

function ofMessages({ outcomes }: Run, lost: readonly MessagesLost[]): Html {
  const sent = outcomes.reduce((sum, one) => sum + one.sent, 0)
  const all = lost.reduce((sum, one) => sum + one.messages, 0)
  const head = html`<h3>Messages</h3>`
  if (all === 0)
    return html`${head}<p>No message was lost; what links lost was sent again, or was a part of none that is judged.</p>`
  const words = html`<p>${datum(all)} of ${count(sent)} messages will not arrive (${use(all / sent)}), one with several receivers counted for each.</p>`
  const rows = lost.map(({ place, reason, messages, sent: owed, most }): Content[] => [
    place,
    reason,
    bar(messages / lost[0]!.messages, datum(messages)),
    share(messages / owed),
    linkTo(most),
  ])
  const columns = ['place', 'reason', '#messages', '#of all that its requirements sent', 'most of requirement']
  return html`${head}${words}${opening('messages-lost', 'Messages lost by place and reason', columns, rows)}`
}

interface PacketsLost {
  from: string
  to: string
  network: string
  reason: LossReason
  packets: number
  offered: number
}

/** By both ends, network and reason: sums of links.csv, the greatest part of what was offered first. */
function packetsLost({ model }: Run): PacketsLost[] {
  const { links } = model.network
  const found = new Map<string, PacketsLost>()
  const offered = new Map<string, number>()
  const sum = (column: Float64Array, first: number, many: number) =>
    column.subarray(first, first + many).reduce((total, one) => total + one, 0)
  for (const { from, to, network, first, count: many } of links.groups) {
    const ends = JSON.stringify([from, to, network])
    offered.set(ends, (offered.get(ends) ?? 0) + sum(links.column(OFFERED), first, many))
    LOSS_REASONS.forEach((reason, i) => {
      const packets = sum(links.packetsLost[i]!, first, many)
      if (packets === 0) return
      const of = found.get(`${ends} ${reason}`) ?? { from, to, network, reason, packets: 0, offered: 0 }
      of.packets += packets
      found.set(`${ends} ${reason}`, of)
    })
  }
  for (const of of found.values()) of.offered = offered.get(JSON.stringify([of.from, of.to, of.network]))!
  return [...found.values()].sort((a, b) => b.packets / b.offered - a.packets / a.offered || b.packets - a.packets)
}

function ofPackets(lost: readonly PacketsLost[]): Html {
  const head = html`<h3>Packets</h3>`
  if (lost.length === 0) return html`${head}<p>No link lost a packet for good: messages were lost at nodes.</p>`
  const words = html`<p>Packets that went no further on a link, as a part of those that came before it; the greatest part first.</p>`
  const rows = lost.map(({ from, to, network, reason, packets, offered }): Content[] => [
    `${from} → ${to}`,
    network,
    reason,
    datum(packets),
    datum(offered),
    bar(packets / offered, share(packets / offered)),
  ])
  const columns = ['link', 'network', 'reason', '#lost', '#of offered', '#share']
  return html`${head}${words}${opening('packets-lost', 'Packets lost by link and reason', columns, rows)}`
}

/** What the reasons mean that there are. */
function meanings(lost: readonly { reason: string }[]): Html {
  const there = LOSS_REASONS.filter((reason) => lost.some((one) => one.reason === reason))
  const lines = there.map((reason) => html`<dt>${reason}</dt><dd>${MEANS[reason]}</dd>`)
  return html`<h3>Reasons</h3>
    <dl class="reasons">${lines}</dl>`
}

/** A figure with its length beside it. */
function bar(part: number, figure: Html): Html {
  return html`<span class="bar" style="--part:${figureText(Number((part * 100).toFixed(1)))}%">${figure}</span>`
}

/** `what`: the style sheet has words for the columns of each, where a page is too narrow for a head. */
function opening(what: string, caption: string, columns: readonly string[], rows: readonly Content[][]): Html {
  const first = table(caption, columns, rows.slice(0, SHOWN))
  const others = rows.length > SHOWN && table(`${caption}, the others`, columns, rows.slice(SHOWN))
  const more = others && html`<details><summary>${rows.length - SHOWN} more</summary>${others}</details>`
  return html`<div class="lost ${what}">${first}${more}</div>`
}

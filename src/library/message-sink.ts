import { MESSAGE_COLUMNS, type RowSink, type TraceCell } from '../trace/trace-columns.js'
import type { Message } from './message.js'

/** Tells somebody of every row, beside whoever writes it. */
export class MessageSink implements RowSink {
  constructor(
    private readonly tell: (message: Message) => void,
    private readonly beside: RowSink | undefined,
  ) {}

  write(cells: readonly TraceCell[]): void {
    this.beside?.write(cells)
    this.tell(messageOf(cells))
  }

  end(): void {
    this.beside?.end()
  }

  stop(): void {
    this.beside?.stop()
  }
}

/** Takes rows that nobody wants. */
export const NOWHERE: RowSink = { write: () => undefined, end: () => undefined, stop: () => undefined }

type ColumnName = (typeof MESSAGE_COLUMNS)[number]['name']
const PLACES = Object.fromEntries(MESSAGE_COLUMNS.map(({ name }, i) => [name, i])) as Record<ColumnName, number>

function messageOf(cells: readonly TraceCell[]): Message {
  const whole = (name: ColumnName) => cells[PLACES[name]] as number | undefined
  const text = (name: ColumnName) => cells[PLACES[name]] as string | undefined
  const seconds = (name: ColumnName) => {
    const micros = whole(name)
    return micros === undefined ? undefined : micros / 1e6
  }
  return {
    message: whole('message')!,
    requirement: text('requirement')!,
    payload: text('payload')!,
    from: text('from')!,
    to: text('to')!,
    device: whole('device'),
    sentAtS: seconds('sent_at'),
    receivedAtS: seconds('received_at'),
    bytes: whole('bytes'),
    outcome: text('outcome') as Message['outcome'],
    cause: whole('cause'),
    eventAtS: seconds('event_at'),
    district: whole('district'),
    lostAt: text('lost_at'),
  }
}

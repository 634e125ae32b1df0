/** Classes of priority that take turns apart; what is below the last is of it. */
const CLASSES = 4

/**
 * Who is next at a server: lines take turns, one packet each, and those of a higher class (0 first) before all others. A line is in turn once, under
 * one server, and may leave from the middle when its class changes.
 */
export class Turns {
  // By server and class: the lines that wait for their turn.
  private first = new Int32Array(0)
  private last = new Int32Array(0)
  // By line: its neighbours, and where it stands (-1: nowhere).
  private before = new Int32Array(0)
  private after = new Int32Array(0)
  private place = new Int32Array(0)

  /** Puts a line last of its class. */
  join(server: number, line: number, priority: number): void {
    const place = server * CLASSES + Math.min(priority, CLASSES - 1)
    if (place >= this.first.length) this.widenPlaces(server)
    if (line >= this.place.length) this.widen(line)
    const last = this.last[place]!
    this.before[line] = last
    this.after[line] = -1
    this.place[line] = place
    this.last[place] = line
    if (last < 0) this.first[place] = line
    else this.after[last] = line
  }

  /** A line that is in turn has another priority now: if it is of another class, it is last of that. */
  changed(line: number, priority: number): void {
    const place = this.place[line]!
    const server = Math.floor(place / CLASSES)
    if (server * CLASSES + Math.min(priority, CLASSES - 1) === place) return
    this.leave(line)
    this.join(server, line, priority)
  }

  /** Takes out the line whose turn it is; -1: there is none. */
  next(server: number): number {
    const from = server * CLASSES
    if (from >= this.first.length) return -1
    for (let place = from; place < from + CLASSES; place++) {
      const line = this.first[place]!
      if (line < 0) continue
      this.leave(line)
      return line
    }
    return -1
  }

  private leave(line: number): void {
    const place = this.place[line]!
    const before = this.before[line]!
    const after = this.after[line]!
    if (before < 0) this.first[place] = after
    else this.after[before] = after
    if (after < 0) this.last[place] = before
    else this.before[after] = before
    this.place[line] = -1
  }

  private widenPlaces(server: number): void {
    const size = Math.max(2 * this.first.length, (server + 1) * CLASSES)
    for (const column of ['first', 'last'] as const) {
      const wide = new Int32Array(size).fill(-1)
      wide.set(this[column])
      this[column] = wide
    }
  }

  private widen(line: number): void {
    const size = Math.max(64, 2 * (line + 1))
    for (const column of ['before', 'after', 'place'] as const) {
      const wide = new Int32Array(size).fill(-1)
      wide.set(this[column])
      this[column] = wide
    }
  }
}

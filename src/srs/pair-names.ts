import type { Position } from '../input/position.js'
import type { Requirement, RequirementLines } from './requirement.js'

/** The pairs under the names that effects and events call them by: of the payload, of the row, of the pair itself. */
export class PairNames {
  private readonly usedInRow = new Map<string, Requirement[]>()
  private readonly rowsOf = new Map<string, string[]>()
  private readonly byId = new Map<string, Requirement>()
  private readonly replaced: ReadonlySet<string>

  constructor(private readonly lines: RequirementLines) {
    for (const requirement of lines.requirements) this.enter(requirement)
    this.replaced = new Set(lines.replaced.flatMap(({ payload, row, id }) => [payload.name, row, id]))
  }

  private enter(requirement: Requirement): void {
    const { id, row, payload, used } = requirement
    this.byId.set(id, requirement)
    if (!used) return
    const pairs = this.usedInRow.get(row)
    if (pairs) pairs.push(requirement)
    else {
      this.usedInRow.set(row, [requirement])
      this.rowsOf.set(payload.name, [...(this.rowsOf.get(payload.name) ?? []), row])
    }
  }

  get requirements(): readonly Requirement[] {
    return this.lines.requirements
  }

  requirement(id: string): Requirement | undefined {
    return this.byId.get(id)
  }

  /** Where a character of one of its cells stands. */
  place(requirement: Requirement, column: string, character: number): Position {
    return this.lines.rows.get(requirement)!.positionIn(column, character)
  }

  /** The used pairs that a name stands for. */
  usedBy(name: string): readonly Requirement[] {
    const pair = this.byId.get(name)
    if (pair) return pair.used ? [pair] : []
    return (this.rowsOf.get(name) ?? [name]).flatMap((row) => this.usedInRow.get(row) ?? [])
  }

  get namesInUse(): string[] {
    const pairs = this.requirements.filter((one) => one.used).map((one) => one.id)
    return [...this.rowsOf.keys(), ...this.usedInRow.keys(), ...pairs]
  }

  /** Whether a line that could not be read may be what is meant: that is told where it stands, and is not missing. */
  mayBeUnread(name: string): boolean {
    const [one, other] = name.split('/')
    const [section, payload] = other === undefined ? [undefined, one] : [one, other]
    const fits = (asked: string | undefined, stands: string | undefined) =>
      asked === undefined || stands === undefined || asked === stands
    const { whole, unread } = this.lines
    return !whole || unread.some((line) => fits(section, line.section) && fits(payload, line.payload))
  }

  /** Whether the user has replaced one of the pairs: what the shipped catalogue says of it need not hold any more. */
  isReplaced(name: string): boolean {
    return this.replaced.has(name)
  }
}

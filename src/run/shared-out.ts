/**
 * Numbered work that is shared out: whoever does some of it takes the next number as soon as it is free, so that none waits for another. What
 * comes of it is taken by its number, and so does not depend on who did it, or when it ended.
 */
export class SharedOut<T> {
  private readonly begun = new Map<number, Promise<T>>()
  private next: number
  private isOver = false

  constructor(
    first: number,
    readonly last: number,
  ) {
    this.next = first
  }

  /** One more that does it, a number after the other, until none is left, one fails, or nobody wants more. */
  join(work: (number: number) => Promise<T>): void {
    void this.whileWanted(work)
  }

  /**
   * What comes of a number, once: they are to be asked for in their order, when somebody does them. Whoever ends a number begins the next one
   * before that end is heard by anybody else, so that the one asked for has begun.
   */
  take(number: number): Promise<T> {
    const one = this.begun.get(number)!
    this.begun.delete(number)
    return one
  }

  /** No more of it is begun; what is under way is lost. */
  end(): void {
    this.isOver = true
  }

  private async whileWanted(work: (number: number) => Promise<T>): Promise<void> {
    try {
      while (this.next <= this.last && !this.isOver) {
        const number = this.next++
        const one = work(number)
        this.begun.set(number, one)
        await one
      }
    } catch {
      // Told to whoever takes that number; who ends before it does not want to hear of it.
    }
  }
}

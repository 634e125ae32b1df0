import { finish } from './mix.js'

/**
 * What a simulation did, as one number: every event's time and key, in the order in which they were executed. Two runs that differ
 * in one event differ here, whether or not a report shows it.
 */
export class Trajectory {
  private a = 0x9e3779b9
  private b = 0x85ebca6b

  add(time: number, key: number): void {
    this.a = (finish(this.a ^ (time | 0)) + ((time / WORD) | 0)) | 0
    this.b = (Math.imul(this.b ^ (key | 0), 0x27d4eb2f) + ((key / WORD) | 0)) ^ this.a
  }

  /** 16 hexadecimal digits. */
  toString(): string {
    return [this.a, this.b].map((half) => (finish(half | 0) >>> 0).toString(16).padStart(8, '0')).join('')
  }
}

const WORD = 2 ** 32

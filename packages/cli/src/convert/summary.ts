import type { Repair } from '@chat-completion/validators'
import type { Converted } from './convert-entry.ts'

/** Counts what became of the bodies of an input. */
export class Summary {
  failed = 0
  #bodies = 0
  #repaired = 0
  /** Repair codes are few. */
  readonly #repairs = new Map<Repair['code'], number>()

  add({ repairs, error, made }: Converted): void {
    this.#bodies += 1
    if (error) this.failed += 1
    if (!made || repairs.length === 0) return
    this.#repaired += 1
    for (const { code, count = 1 } of repairs) this.#repairs.set(code, (this.#repairs.get(code) ?? 0) + count)
  }

  /** What is worth telling: nothing, where all bodies were what the contract says. */
  toText(): string {
    const lines: string[] = []
    if (this.#repaired > 0) {
      const most = [...this.#repairs].sort(([, one], [, other]) => other - one)
      lines.push(`repaired: ${this.#of(this.#repaired)}: ${most.map(([code, times]) => `${code} ${times}`).join(', ')}`)
    }
    if (this.failed > 0) lines.push(`failed: ${this.#of(this.failed)}`)
    return lines.map((line) => `${line}\n`).join('')
  }

  #of(count: number): string {
    return `${count.toLocaleString('en-US')} of ${this.#bodies.toLocaleString('en-US')} ${this.#bodies === 1 ? 'body' : 'bodies'}`
  }
}

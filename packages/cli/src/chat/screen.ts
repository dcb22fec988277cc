import pc from 'picocolors'
import { type Host, hasColours, type Output } from '../host.ts'

/** Where the answer goes, and where all else goes: on a terminal, the same place. */
export class Screen {
  /** Whoever read the answer has left. */
  isClosed = false
  readonly #host: Host
  readonly #isShared: boolean
  /** What has text without a line break at its end. */
  readonly #open = new Set<Output>()

  constructor(host: Host) {
    this.#host = host
    this.#isShared = host.stdout.isTTY === true && host.stderr.isTTY === true
  }

  /** A piece of the answer. It is given on as it is: to whom it is piped, nothing is added before its end. */
  answer(text: string): Promise<void> {
    return this.#write(this.#host.stdout, text)
  }

  /** A piece of what stands beside the answer. Its colour is taken back at once: Ctrl-C leaves a terminal as it was. */
  aside(text: string, style: 'dim' | 'cyan' | 'reset' = 'reset'): Promise<void> {
    const colours = pc.createColors(text !== '' && hasColours(this.#host.stderr, this.#host.env))
    return this.#write(this.#host.stderr, style === 'reset' ? text : colours[style](text), text)
  }

  /** A line of its own beside the answer. */
  async line(text: string, style?: 'dim' | 'cyan'): Promise<void> {
    await this.breakLine()
    await this.aside(text, style)
    await this.aside('\n')
  }

  /** What follows beside the answer begins a line. */
  async breakLine(): Promise<void> {
    if (this.#open.has(this.#host.stderr) || (this.#isShared && this.#open.size > 0)) await this.aside('\n')
    if (this.#isShared) this.#open.clear()
  }

  /** The answer is over. */
  async endAnswer(): Promise<void> {
    if (this.#open.has(this.#host.stdout)) await this.answer('\n')
    await this.breakLine()
  }

  /** Waits until it is written: a slow reader slows the answer down. */
  #write(output: Output, text: string, plain: string = text): Promise<void> {
    if (plain === '') return Promise.resolve()
    if (plain.endsWith('\n')) this.#open.delete(output)
    else this.#open.add(output)
    return new Promise((resolve) => {
      output.write(text, (error) => {
        if (error && output === this.#host.stdout) this.isClosed = true
        resolve()
      })
    })
  }
}

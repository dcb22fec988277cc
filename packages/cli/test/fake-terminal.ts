import { PassThrough, Writable } from 'node:stream'
import { serve } from '@chat-completion/node'
import type { Host, Output } from '../src/host.ts'
import { run } from '../src/program.ts'

/** How the editor of lines moves the cursor. */
const movements = /\p{Cc}\[\d*[GJ]/gu

/** A person at a terminal, inside this process: what they type, and what they see. */
export class FakeTerminal {
  /** All that was shown. */
  screen = ''
  /** The exit code, in the end. */
  readonly ended: Promise<number>
  readonly #keyboard = Object.assign(new PassThrough(), { isTTY: true })
  #seen = 0
  #onWrite = (): void => {}

  constructor(parameters: readonly string[], { fetch, env = {} }: { fetch: Host['fetch']; env?: Host['env'] }) {
    const output = new TerminalOutput((text) => {
      this.screen += text.replace(movements, '')
      this.#onWrite()
    })
    const interruption = (): AbortSignal => new AbortController().signal
    this.ended = run(parameters, {
      stdin: this.#keyboard,
      stdout: output,
      stderr: output,
      env,
      fetch,
      serve,
      interruption,
    })
  }

  type(text: string): void {
    this.#keyboard.write(text)
  }

  /** Types a line when the prompt has come. */
  async enter(line: string, prompt = '\n> '): Promise<void> {
    await this.until(prompt)
    this.type(`${line}\r`)
  }

  /** Ends the input, as a terminal that is closed does. */
  close(): void {
    this.#keyboard.end()
  }

  /** Waits until something new is shown. */
  async until(text: string): Promise<void> {
    let at = this.screen.indexOf(text, this.#seen)
    while (at === -1) {
      await new Promise<void>((resolve) => {
        this.#onWrite = resolve
      })
      at = this.screen.indexOf(text, this.#seen)
    }
    this.#seen = at + text.length
  }
}

class TerminalOutput extends Writable implements Output {
  readonly isTTY = true
  readonly columns = 80
  readonly #write: (text: string) => void

  constructor(write: (text: string) => void) {
    super({ decodeStrings: false })
    this.#write = write
  }

  override _write(chunk: string | Uint8Array, _encoding: string, done: () => void): void {
    this.#write(typeof chunk === 'string' ? chunk : new TextDecoder().decode(chunk))
    done()
  }
}

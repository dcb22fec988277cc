import { createInterface, type Interface } from 'node:readline'
import { Writable } from 'node:stream'
import type { Host, Output } from '../host.ts'

/** Lines that come as quickly were pasted, in milliseconds. */
const pasting = 20

const continued = '... '

/**
 * Reads what a person writes: a line, several where each but the last ends with a backslash, or all that is pasted at once. What is typed
 * while nobody reads is kept and not shown.
 */
export class MessageReader {
  readonly #readline: Interface
  readonly #echo: Echo
  /** Lines of a message that is not over. */
  #lines: string[] = []
  #timer: ReturnType<typeof setTimeout> | undefined
  readonly #messages: string[] = []
  /** The last of these lines has announced another. */
  #isContinued = false
  #isPrompted = false
  #isEnded = false
  #prompt = ''
  #waiting: ((message: string | undefined) => void) | undefined

  /** @param onInterrupt Called at Ctrl-C. */
  constructor({ stdin, stdout, stderr }: Host, onInterrupt: () => void) {
    this.#echo = new Echo(stderr.isTTY ? stderr : stdout)
    this.#readline = createInterface({
      input: stdin,
      output: this.#echo,
      terminal: true,
      crlfDelay: Number.POSITIVE_INFINITY,
      historySize: 1000,
    })
    this.#readline.on('line', (line) => this.#addLine(line))
    this.#readline.on('SIGINT', onInterrupt)
    this.#readline.on('close', () => this.#end())
  }

  /** Undefined: there will be no more. */
  read(prompt: string): Promise<string | undefined> {
    this.#prompt = prompt
    this.#echo.isOn = true
    const early = this.#messages.shift()
    if (early === undefined && this.#isEnded) return Promise.resolve(undefined)
    if (early !== undefined) {
      this.#showEarly(early)
      return Promise.resolve(early)
    }
    if (this.#isContinued) this.#ask(continued)
    else if (this.#lines.length === 0) this.#ask(prompt)
    return new Promise((resolve) => {
      this.#waiting = resolve
    })
  }

  close(): void {
    this.#readline.close()
  }

  #ask(prompt: string): void {
    this.#isPrompted = true
    this.#readline.setPrompt(prompt)
    this.#readline.prompt(true)
  }

  #addLine(line: string): void {
    this.#lines.push(line)
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#finishMessage(), pasting)
  }

  #finishMessage(): void {
    // The last line of what was pasted waits to be sent.
    if (this.#readline.line !== '' && !this.#isEnded) {
      if (this.#waiting && !this.#isPrompted) this.#ask(continued)
      return
    }
    const last = this.#lines.at(-1)
    this.#isContinued = last?.endsWith('\\') === true && !this.#isEnded
    if (last !== undefined && this.#isContinued) {
      this.#lines[this.#lines.length - 1] = last.slice(0, -1)
      if (this.#waiting) this.#ask(continued)
      return
    }
    this.#deliver(this.#lines.splice(0).join('\n'))
  }

  #deliver(message: string): void {
    if (!this.#waiting) {
      this.#messages.push(message)
      return
    }
    const resolve = this.#waiting
    this.#waiting = undefined
    if (!this.#isPrompted) this.#showEarly(message)
    this.#isPrompted = false
    this.#echo.isOn = false
    resolve(message)
  }

  /** What was entered before it was asked for. */
  #showEarly(message: string): void {
    this.#echo.write(`${this.#prompt}${message.replaceAll('\n', `\n${continued}`)}\n`)
    this.#echo.isOn = false
  }

  #end(): void {
    clearTimeout(this.#timer)
    this.#isEnded = true
    if (this.#lines.length > 0) this.#finishMessage()
    if (!this.#waiting) return
    this.#echo.write('\n')
    this.#waiting(undefined)
  }
}

/** The terminal, as the editor of lines sees it: it does not write into an answer. */
class Echo extends Writable {
  isOn = false
  readonly #output: Output

  constructor(output: Output) {
    super()
    this.#output = output
    output.on('resize', () => this.emit('resize'))
  }

  get columns(): number | undefined {
    return this.#output.columns
  }

  override _write(chunk: Uint8Array, _encoding: string, done: () => void): void {
    if (this.isOn) this.#output.write(chunk)
    done()
  }
}

import { readEvents } from '@chat-completion/stream'
import type { Repair } from '@chat-completion/validators'
import { type Exchange, parsed } from './exchange.ts'
import { at, listAt, textAt } from './json.ts'

/** A stream, taken apart. */
export interface StreamView {
  /** The events, up to `[DONE]`, that are JSON objects. */
  readonly chunks: readonly unknown[]
  /** The data of those that are not. */
  readonly garbled: readonly string[]
  /** What is wrong with the framing. */
  readonly repairs: readonly Repair[]
  readonly isDone: boolean
  /** The error that an event reports. */
  readonly error: unknown
}

const views = new WeakMap<Exchange, Promise<StreamView>>()

export function viewOf(exchange: Exchange): Promise<StreamView> {
  const view = views.get(exchange) ?? takeApart(exchange)
  views.set(exchange, view)
  return view
}

async function takeApart(exchange: Exchange): Promise<StreamView> {
  const values: { data: string; json: unknown }[] = []
  const repairs: Repair[] = []
  for await (const { data } of readEvents(only(exchange.text), { onRepair: (repair) => repairs.push(repair) })) {
    values.push({ data, json: parsed(data) })
  }
  const chunks = values.flatMap(({ json }) => (typeof json === 'object' && json !== null ? [json] : []))
  const garbled = values.flatMap(({ data, json }) => (typeof json === 'object' && json !== null ? [] : [data]))
  const error = chunks.map((chunk) => at(chunk, 'error')).find((each) => each !== undefined && each !== null)
  const isDone = /^data: ?\[DONE\]\s*$/m.test(exchange.text.replace(/\r/g, '\n'))
  return { chunks, garbled, repairs, isDone, error }
}

async function* only(text: string): AsyncGenerator<string> {
  yield text
}

/** Where in a stream a choice is told of. */
export interface ChoicePiece {
  readonly chunk: unknown
  readonly choice: unknown
  readonly index: number
  readonly delta: unknown
}

export function piecesOf({ chunks }: StreamView): ChoicePiece[] {
  return chunks.flatMap((chunk) =>
    listAt(chunk, 'choices').map((choice, position) => {
      const index = at(choice, 'index')
      return { chunk, choice, index: typeof index === 'number' ? index : position, delta: at(choice, 'delta') }
    }),
  )
}

/** What the first choice says. */
export function contentOf(view: StreamView): string {
  return piecesOf(view)
    .filter(({ index }) => index === 0)
    .map(({ delta }) => textAt(delta, 'content'))
    .join('')
}

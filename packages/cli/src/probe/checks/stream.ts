import { messageIn, refusalOf } from '../answers.ts'
import { type Check, failed, passed, skipped } from '../check.ts'
import type { Exchange } from '../exchange.ts'
import { at, textAt, told } from '../json.ts'
import { askStream, askUnicode, foreignText } from '../questions.ts'
import { contentOf, piecesOf, viewOf } from '../stream-view.ts'

const streams = 'stream-answers'

/** An answer that comes at once may have been held back, or was quick. */
const quick = 2_000

export const stream: readonly Check[] = [
  {
    id: streams,
    level: 'compat',
    title: '`stream: true` gets chunks of the answer',
    why: 'A client that waits for events reads nothing from a whole completion, an error in a 200 or another page.',
    sources: ['OpenAI: create a chat completion', 'OpenAI: the chat completion chunk object'],
    async run(session) {
      const exchange = await askStream(session)
      // How a stream that has begun comes to its end is judged by others.
      const refusal = exchange.status === 200 ? undefined : refusalOf(exchange)
      if (refusal) return refusal
      const view = await viewOf(exchange)
      if (view.error !== undefined) return failed(`the stream reports an error: ${messageOf(view.error)}`, exchange)
      if (piecesOf(view).some(({ delta }) => delta !== undefined)) return passed
      if (at(exchange.json, 'choices', 0, 'message') !== undefined) {
        return failed('the answer is a whole completion, not a stream', exchange)
      }
      const state = exchange.end === 'close' ? 'there is no event with a choice and its delta' : exchange.state
      return failed(messageIn(exchange) || state, exchange)
    },
  },
  {
    id: 'stream-framing',
    level: 'compat',
    title: 'Each event is one JSON object and ends with a blank line',
    why: 'Events that run together, are cut or hold no JSON are lost, or end the stream in the client; the last one counts, too.',
    sources: ['WHATWG: server-sent events', 'agentic-os-org/ANOLISA#2209'],
    needs: [streams],
    async run(session) {
      const exchange = await askStream(session)
      const { garbled, repairs } = await viewOf(exchange)
      // What breaks off is cut anywhere.
      const whole = exchange.end === 'close'
      const [first] = whole ? garbled : garbled.slice(0, -1)
      if (first !== undefined) return failed('an event is not a JSON object', exchange, first)
      const repair = repairs.find(({ code }) => code === 'joined-events' || (whole && code === 'unterminated-event'))
      return repair ? failed(repair.message, exchange, String(repair.received)) : passed
    },
  },
  {
    id: 'stream-done',
    level: 'compat',
    title: 'The stream ends with `data: [DONE]`, and nothing after it',
    why: 'Clients wait for it: without it they hang until a timeout, or report an answer that broke off.',
    sources: ['OpenAI: create a chat completion', 'waybarrios/vllm-mlx#101', 'perplexityai/api-discussion#209'],
    needs: [streams],
    async run(session) {
      const exchange = await askStream(session)
      const { isDone, repairs } = await viewOf(exchange)
      const later = repairs.find(({ code }) => code === 'data-after-done')
      if (later) return failed('there is data after [DONE]', exchange, String(later.received))
      if (isDone) return passed
      const state = exchange.end === 'close' ? 'the stream ends without [DONE]' : `[DONE] is missing: ${exchange.state}`
      return failed(state, exchange, exchange.text.slice(-300))
    },
  },
  {
    id: 'stream-pieces',
    level: 'compat',
    title: 'Chunks are sent as they are made',
    why: 'A proxy that holds them back until the end, or compresses them, takes away what the stream is for.',
    sources: ['mastra-ai/mastra#13584', 'cloudflare/cloudflared#1496'],
    needs: [streams],
    async run(session) {
      // One word may come whole after a long thought, and a second answer of many words does not.
      const exchanges = [await askStream(session), await askUnicode(session)].filter(({ status }) => status === 200)
      if (exchanges.some(({ pieces }) => pieces.length > 1)) return passed
      const took = (exchange: Exchange): number => exchange.pieces[0]?.at ?? 0
      const slow = exchanges.find((exchange) => took(exchange) >= quick)
      if (!slow) return skipped(`each came at once, within ${quick / 1000} s: too quickly to tell`)
      return failed(`all of it came at once, after ${(took(slow) / 1000).toFixed(1)} s`, slow)
    },
  },
  {
    id: 'stream-unicode',
    level: 'compat',
    title: 'Text arrives unharmed, wherever it is cut',
    why: 'A character of several bytes that is cut in two by a proxy or a tokenizer becomes two signs of damage.',
    sources: ['RFC 8259: JSON', 'braintrustdata/braintrust-sdk-javascript#2091', 'musistudio/claude-code-router#1672'],
    needs: [streams],
    async run(session) {
      const exchange = await askUnicode(session)
      const refusal = exchange.status === 200 ? undefined : refusalOf(exchange)
      if (refusal) return refusal
      const content = contentOf(await viewOf(exchange))
      if (exchange.end === 'close' && !isUtf8(exchange.bytes))
        return failed('the bytes are not UTF-8', exchange, content)
      if (content.includes('\ufffd')) return failed('a character is damaged: received U+FFFD', exchange, content)
      if (content.includes(foreignText)) return passed
      if (garbledTexts.some((text) => content.includes(text))) {
        return failed('UTF-8 was read as another encoding', exchange, content)
      }
      return skipped('the model did not repeat the text')
    },
  },
]

/** What becomes of "ü" and "你" where UTF-8 is taken for Latin-1 or ASCII. */
const garbledTexts = ['GrÃ¼', 'ä½', 'Gr??', 'Gr?ße', 'Gr\\u00fc']

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

function messageOf(error: unknown): string {
  return textAt(error, 'message') || told(error)
}

import { refusalOf } from '../answers.ts'
import { type Check, failed, type Outcome, passed } from '../check.ts'
import type { Exchange } from '../exchange.ts'
import { at, told } from '../json.ts'
import { askStream, askStreamWithUsage, askWhole } from '../questions.ts'
import { viewOf } from '../stream-view.ts'

const whole = 'usage-completion'
const streamed = 'usage-stream'
const keys = ['prompt_tokens', 'completion_tokens', 'total_tokens'] as const

export const usage: readonly Check[] = [
  {
    id: whole,
    level: 'compat',
    title: 'A completion reports its tokens',
    why: 'Applications bill, limit and cut conversations by it; clients refuse counts that are null.',
    sources: ['OpenAI: the chat completion object', 'maximhq/bifrost#5425'],
    needs: ['completion-answers'],
    async run(session) {
      const exchange = await askWhole(session)
      return flawOf(at(exchange.json, 'usage'), exchange) ?? passed
    },
  },
  {
    id: 'usage-sum',
    level: 'strict',
    title: 'The total is the sum',
    why: '`total_tokens` is documented as the tokens of the prompt and of the completion, reasoning included.',
    sources: ['OpenAI: the chat completion object'],
    needs: [whole],
    async run(session) {
      const exchange = await askWhole(session)
      const [prompt, completion, total] = keys.map((key) => Number(at(exchange.json, 'usage', key)))
      const sum = Number(prompt) + Number(completion)
      return total === sum ? passed : failed(`"total_tokens" is ${prompt} + ${completion}: received ${total}`, exchange)
    },
  },
  {
    id: 'usage-counted',
    level: 'strict',
    title: 'The tokens are counted',
    why: 'Zeros are read as free: an answer to a question takes at least one token on each side.',
    sources: ['OpenAI: the chat completion object'],
    needs: [whole],
    async run(session) {
      const exchange = await askWhole(session)
      const zero = keys.slice(0, 2).find((key) => at(exchange.json, 'usage', key) === 0)
      return zero === undefined ? passed : failed(`"${zero}" is 0`, exchange)
    },
  },
  {
    id: streamed,
    level: 'compat',
    title: 'A stream reports its tokens where it is asked to',
    why: '`stream_options: { include_usage: true }` is the one way to learn what a stream has cost.',
    sources: ['OpenAI: the chat completion chunk object', 'OpenRouter: streaming'],
    needs: ['stream-answers'],
    async run(session) {
      const exchange = await askStreamWithUsage(session)
      const refusal = exchange.status === 200 ? undefined : refusalOf(exchange)
      if (refusal) return refusal
      const found = (await usagesIn(exchange)).at(-1)
      if (found === undefined) return failed('no chunk has a "usage"', exchange, exchange.text.slice(-300))
      return flawOf(found.usage, exchange) ?? passed
    },
  },
  {
    id: 'usage-stream-chunk',
    level: 'strict',
    title: 'It comes last, in a chunk of its own without choices',
    why: 'So it is documented: one chunk before [DONE] with `choices: []`, and null or nothing in the others.',
    sources: ['OpenAI: the chat completion chunk object', 'vercel/ai#7417'],
    needs: [streamed],
    async run(session) {
      const exchange = await askStreamWithUsage(session)
      const found = await usagesIn(exchange)
      const { chunks } = await viewOf(exchange)
      if (found.length !== 1) return failed(`one chunk has a "usage": received ${found.length}`, exchange)
      const [chunk] = found.map((each) => each.chunk)
      if (chunk !== chunks.at(-1))
        return failed('a chunk follows the one with the usage', exchange, JSON.stringify(chunks.at(-1)))
      const choices = at(chunk, 'choices')
      if (Array.isArray(choices) && choices.length === 0) return passed
      return failed(`its "choices" is []: received ${told(choices)}`, exchange, JSON.stringify(chunk))
    },
  },
  {
    id: 'usage-unasked',
    level: 'strict',
    title: 'A stream reports its tokens only where it is asked to',
    why: 'Older clients read the first choice of every chunk, and the chunk with the usage has none.',
    sources: ['OpenAI: the chat completion chunk object', 'anomalyco/opencode#1298'],
    needs: ['stream-answers'],
    async run(session) {
      const exchange = await askStream(session)
      const [found] = await usagesIn(exchange)
      return found ? failed('a chunk has a "usage" unasked', exchange, JSON.stringify(found.chunk)) : passed
    },
  },
]

function flawOf(usage: unknown, exchange: Exchange): Outcome | undefined {
  const odd = keys.find((key) => !isCount(at(usage, key)))
  if (odd === undefined) return undefined
  const state =
    typeof usage === 'object' && usage !== null
      ? `"usage.${odd}" is a count: received ${told(at(usage, odd))}`
      : `"usage" is an object: received ${told(usage)}`
  return failed(state, exchange, JSON.stringify(usage))
}

function isCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0
}

async function usagesIn(exchange: Exchange): Promise<{ chunk: unknown; usage: unknown }[]> {
  const { chunks } = await viewOf(exchange)
  const all = chunks.map((chunk) => ({ chunk, usage: at(chunk, 'usage') }))
  return all.filter(({ usage: each }) => each !== undefined && each !== null)
}

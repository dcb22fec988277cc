import { chunkDeviationsOf, refusalOf } from '../answers.ts'
import { type Check, failed, passed, skipped } from '../check.ts'
import { at, textAt, told } from '../json.ts'
import { askStream, askUnicode } from '../questions.ts'
import { piecesOf, viewOf } from '../stream-view.ts'

const streams = 'stream-answers'

/** What the chunks of a stream say. */
export const streamChunks: readonly Check[] = [
  {
    id: 'stream-role',
    level: 'compat',
    title: 'A delta has the role',
    why: 'The helpers of `openai` end with "missing role for choice 0" where it never comes.',
    sources: ['OpenAI: the chat completion chunk object'],
    needs: [streams],
    async run(session) {
      const exchange = await askStream(session)
      const pieces = piecesOf(await viewOf(exchange))
      const roles = pieces.filter(({ index }) => index === 0).map(({ delta }) => at(delta, 'role'))
      const role = roles.find((each) => each !== undefined && each !== null && each !== '')
      return role === 'assistant' ? passed : failed(`"role" is "assistant": received ${told(role)}`, exchange)
    },
  },
  {
    id: 'stream-finish-reason',
    level: 'compat',
    title: 'The last chunk of a choice says why it ended',
    why: 'Without it a client cannot tell a whole answer from one that broke off, and `openai` throws all of it away.',
    sources: ['OpenAI: the chat completion chunk object', 'openai/openai-node#1292', 'anomalyco/opencode#39968'],
    needs: [streams],
    async run(session) {
      const exchange = await askStream(session)
      const reasons = piecesOf(await viewOf(exchange)).map(({ choice }) => at(choice, 'finish_reason'))
      const found = reasons.some((reason) => typeof reason === 'string' && reason !== '')
      return found ? passed : failed('no chunk has a "finish_reason"', exchange, exchange.text.slice(-300))
    },
  },
  {
    id: 'stream-after-finish',
    level: 'strict',
    title: 'After its finish reason a choice says nothing more',
    why: 'Clients that stop there lose what follows; only the usage comes later, in a chunk without choices.',
    sources: ['OpenAI: the chat completion chunk object', 'langchain-ai/langchain#35559'],
    needs: [streams],
    async run(session) {
      const exchange = await askStream(session)
      const pieces = piecesOf(await viewOf(exchange))
      const end = pieces.findIndex(({ choice }) => Boolean(at(choice, 'finish_reason')))
      const later = end === -1 ? undefined : pieces.slice(end + 1).find(({ index }) => index === pieces[end]?.index)
      return later ? failed('a chunk follows the finish reason', exchange, JSON.stringify(later.chunk)) : passed
    },
  },
  {
    id: 'stream-one-id',
    level: 'strict',
    title: 'All chunks have the same id and the same time',
    why: 'They are parts of one completion, and are put together by its id.',
    sources: ['OpenAI: the chat completion chunk object'],
    needs: [streams],
    async run(session) {
      const exchange = await askStream(session)
      const { chunks } = await viewOf(exchange)
      for (const key of ['id', 'created']) {
        const values = new Set(chunks.map((chunk) => at(chunk, key)))
        if (values.size > 1) return failed(`"${key}" is the same in all: received ${listed(values)}`, exchange)
      }
      return passed
    },
  },
  {
    id: 'stream-shape',
    level: 'strict',
    title: 'Strict parsing accepts each chunk without a repair',
    why: 'Every key of the contract is there with its type, and `object` is exactly "chat.completion.chunk".',
    sources: ['OpenAI: the chat completion chunk object', 'vercel/ai#7417', 'vercel/ai#4031'],
    needs: [streams],
    async run(session) {
      const exchange = await askStream(session)
      const { chunks } = await viewOf(exchange)
      for (const chunk of chunks) {
        const [first] = chunkDeviationsOf(chunk).filter(({ path }) => path[0] !== 'usage')
        if (first) return failed(first.message, exchange, JSON.stringify(chunk))
      }
      return passed
    },
  },
  {
    id: 'stream-deltas',
    level: 'compat',
    title: 'Each delta brings only what is new',
    why: 'Clients put them together: text that is sent again and again is shown so.',
    sources: ['OpenAI: the chat completion chunk object'],
    needs: [streams],
    async run(session) {
      const exchange = await askUnicode(session)
      const refusal = exchange.status === 200 ? undefined : refusalOf(exchange)
      if (refusal) return refusal
      const texts = piecesOf(await viewOf(exchange))
        .map(({ delta }) => textAt(delta, 'content'))
        .filter((text) => text !== '')
      if (texts.length < 3) return texts.length === 0 ? skipped('the model said nothing') : passed
      const isCumulative = texts.every((text, place) => {
        const before = texts[place - 1] ?? ''
        return text.length > before.length && text.startsWith(before)
      })
      return isCumulative ? failed('each delta repeats the text before it', exchange, texts.at(-1)) : passed
    },
  },
]

function listed(values: ReadonlySet<unknown>): string {
  return [...values].slice(0, 3).map(told).join(', ')
}

import { callsOf, hasUnreadCall, refusalOf } from '../answers.ts'
import { type Check, failed, passed, skipped } from '../check.ts'
import { parsed } from '../exchange.ts'
import { at, isObject, listAt, textAt, told } from '../json.ts'
import { askTools, askToolsStream, isForced } from '../questions.ts'
import { contentOf, viewOf } from '../stream-view.ts'
import { fragmentsOf, joinedCall } from '../tool-fragments.ts'

const calls = 'tools-call'
const streamedCalls = 'tools-stream-call'

/** Calls of tools in streams. */
export const toolsStream: readonly Check[] = [
  {
    id: streamedCalls,
    level: 'compat',
    title: 'A stream calls the tool as well',
    why: 'Most clients stream. A server that reads calls only from whole answers leaves agents without tools.',
    sources: ['OpenAI: the chat completion chunk object'],
    needs: [calls, 'stream-answers'],
    async run(session) {
      const exchange = await askToolsStream(session)
      const refusal = exchange.status === 200 ? undefined : refusalOf(exchange)
      if (refusal) return refusal
      const view = await viewOf(exchange)
      if (fragmentsOf(view).some((fragment) => textAt(fragment, 'function', 'name') !== '')) return passed
      const content = contentOf(view)
      if (hasUnreadCall(content)) return failed('the call is in the text, not in "tool_calls"', exchange, content)
      const flaw = refusalOf(exchange)
      if (flaw) return flaw
      if (isForced(exchange)) return failed('a whole answer calls the tool, the stream does not', exchange)
      return skipped('the model did not call the tool')
    },
  },
  {
    id: 'tools-stream-index',
    level: 'compat',
    title: 'Each fragment of a call has its index',
    why: 'Clients put the fragments together by it; `openai` ends with "invalid tool call index", others lose the arguments.',
    sources: ['OpenAI: the chat completion chunk object', 'vercel/ai#7238', 'ollama/ollama#7881'],
    needs: [streamedCalls],
    async run(session) {
      const exchange = await askToolsStream(session)
      const fragments = fragmentsOf(await viewOf(exchange))
      const odd = fragments.find((fragment) => !Number.isInteger(at(fragment, 'index')))
      if (odd !== undefined) return failed('a fragment has no "index"', exchange, JSON.stringify(odd))
      const first = at(fragments[0], 'index')
      return first === 0 ? passed : failed(`the first "index" is 0: received ${told(first)}`, exchange)
    },
  },
  {
    id: 'tools-stream-ids',
    level: 'compat',
    title: 'The first fragment of a call has its id, and no other one another',
    why: 'Without it the result cannot be sent back; a new one on each fragment makes a call of each.',
    sources: [
      'OpenAI: the chat completion chunk object',
      'BerriAI/litellm#40040',
      'lmstudio-ai/lmstudio-bug-tracker#830',
    ],
    needs: [streamedCalls],
    async run(session) {
      const exchange = await askToolsStream(session)
      const [first, ...rest] = joinedCall(await viewOf(exchange)).fragments
      const id = at(first, 'id')
      if (typeof id !== 'string' || id === '')
        return failed(`"id" is a text: received ${told(id)}`, exchange, JSON.stringify(first))
      const other = rest.find((fragment) => textAt(fragment, 'id') !== '' && at(fragment, 'id') !== id)
      return other === undefined ? passed : failed('a later fragment has another id', exchange, JSON.stringify(other))
    },
  },
  {
    id: 'tools-stream-arguments',
    level: 'compat',
    title: 'The fragments of the arguments add up to JSON',
    why: 'A fragment that is lost, sent twice or begins with "undefined" makes a call that nobody can make.',
    sources: ['OpenAI: the chat completion chunk object', 'openai/openai-python#3201', 'moeru-ai/xsai#235'],
    needs: [streamedCalls],
    async run(session) {
      const exchange = await askToolsStream(session)
      const { text, odd } = joinedCall(await viewOf(exchange))
      if (odd !== undefined) return failed('a fragment of "arguments" is not a text', exchange, JSON.stringify(odd))
      if (isObject(parsed(text))) return passed
      // The same model has written JSON to the same question, or it has not.
      const whole = textAt(callsOf(await askTools(session))[0], 'function', 'arguments')
      if (!isObject(parsed(whole))) return skipped(`what the model wrote is no JSON object: ${told(text)}`)
      return failed(`they add up to no JSON object: ${told(text)}`, exchange, text)
    },
  },
  {
    id: 'tools-stream-finish-reason',
    level: 'compat',
    title: 'A stream that calls a tool ends with "tool_calls"',
    why: 'Agents that go by `finish_reason` never make a call that ends with "stop".',
    sources: ['vllm-project/vllm#25054', 'anomalyco/opencode#14973', 'openvinotoolkit/model_server#3927'],
    needs: [streamedCalls],
    async run(session) {
      const exchange = await askToolsStream(session)
      const { chunks } = await viewOf(exchange)
      const reasons = chunks.flatMap((chunk) => listAt(chunk, 'choices')).map((choice) => at(choice, 'finish_reason'))
      const last = reasons.filter((reason) => typeof reason === 'string' && reason !== '').at(-1)
      if (last === 'tool_calls') return passed
      if (last === 'stop' && isForced(exchange))
        return skipped('the model called only where it had to, which may end with "stop"')
      return failed(`"finish_reason" is "tool_calls": received ${told(last)}`, exchange, exchange.text.slice(-300))
    },
  },
]

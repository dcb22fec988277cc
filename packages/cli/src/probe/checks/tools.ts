import {
  callsOf,
  choiceOf,
  contentOf,
  deviationsOf,
  flawOf,
  flawUnlessRefused,
  hasUnreadCall,
  isCut,
} from '../answers.ts'
import { type Check, failed, passed, skipped } from '../check.ts'
import { type Exchange, parsed } from '../exchange.ts'
import { at, isObject, told } from '../json.ts'
import { askToolResult, askTools, isForced, toolName } from '../questions.ts'

const calls = 'tools-call'

export const tools: readonly Check[] = [
  {
    id: calls,
    level: 'compat',
    title: 'A model that is offered a tool can call it',
    why: 'A call belongs in `tool_calls`, with the name of the tool. Left in the text, where the model wrote it, no client finds it.',
    sources: ['OpenAI: function calling'],
    needs: ['completion-answers'],
    async run(session) {
      const exchange = await askTools(session)
      const flaw = flawUnlessRefused(exchange, 'a tool')
      if (flaw) return flaw
      const found = callsOf(exchange)
      if (found.length === 0) {
        const content = contentOf(exchange)
        if (hasUnreadCall(content)) return failed('the call is in the text, not in "tool_calls"', exchange, content)
        return skipped(isCut(exchange) ? 'the model was cut off before a call' : 'the model did not call the tool')
      }
      const name = at(found[0], 'function', 'name')
      if (typeof name !== 'string' || name === '')
        return failed(`a call names its function: received ${told(name)}`, exchange, firstCall(exchange))
      return name === toolName ? passed : skipped(`the model called another function: ${told(name)}`)
    },
  },
  {
    id: 'tools-arguments',
    level: 'compat',
    title: 'The arguments of a call are JSON in a string',
    why: 'Every client parses them; an object in their place, or null, ends most with an error.',
    sources: ['OpenAI: function calling', 'ggml-org/llama.cpp#20198', 'pydantic/pydantic-ai#822'],
    needs: [calls],
    async run(session) {
      const exchange = await askTools(session)
      const text = at(callsOf(exchange)[0], 'function', 'arguments')
      if (typeof text !== 'string')
        return failed(`"arguments" is a string of JSON: received ${told(text)}`, exchange, firstCall(exchange))
      const value = parsed(text)
      if (isObject(value)) return passed
      if (typeof value === 'string') return failed('"arguments" is encoded twice', exchange, text)
      return skipped(`what the model wrote is no JSON object: ${told(text)}`)
    },
  },
  {
    id: 'tools-ids',
    level: 'compat',
    title: 'Each call has an id of its own',
    why: 'The result of a tool is sent back with it; without one there is no telling to which call it belongs.',
    sources: ['OpenAI: function calling', 'vercel/ai#6663', 'farion1231/cc-switch#5093'],
    needs: [calls],
    async run(session) {
      const exchange = await askTools(session)
      const ids = callsOf(exchange).map((call) => at(call, 'id'))
      const odd = ids.findIndex((id, place) => typeof id !== 'string' || id === '' || ids.indexOf(id) !== place)
      return odd === -1
        ? passed
        : failed(`"id" is a text of its own: received ${told(ids[odd])}`, exchange, JSON.stringify(callsOf(exchange)))
    },
  },
  {
    id: 'tools-finish-reason',
    level: 'compat',
    title: 'An answer that calls a tool ends with "tool_calls"',
    why: 'Agents that go by `finish_reason` never make a call that ends with "stop".',
    sources: ['vllm-project/vllm#25054', 'anomalyco/opencode#14973', 'googleapis/python-genai#2868'],
    needs: [calls],
    async run(session) {
      const exchange = await askTools(session)
      const reason = at(choiceOf(exchange), 'finish_reason')
      if (reason === 'tool_calls') return passed
      if (reason === 'stop' && isForced(exchange))
        return skipped('the model called only where it had to, which may end with "stop"')
      return failed(`"finish_reason" is "tool_calls": received ${told(reason)}`, exchange)
    },
  },
  {
    id: 'tools-shape',
    level: 'strict',
    title: 'Strict parsing accepts a call without a repair',
    why: 'A call has its `type`, "function", and nothing of another type than documented.',
    sources: ['OpenAI: the chat completion object', 'BerriAI/litellm#24095'],
    needs: [calls],
    async run(session) {
      const exchange = await askTools(session)
      const [first] = deviationsOf(exchange.json).filter(({ path }) => isOfCalls(path))
      return first ? failed(first.message, exchange, firstCall(exchange)) : passed
    },
  },
  {
    id: 'tools-result',
    level: 'compat',
    title: 'The result of a tool can be sent back',
    why: 'It is the second half of every call: the conversation goes on with the call and a message of role "tool".',
    sources: ['OpenAI: function calling'],
    needs: [calls],
    async run(session) {
      return flawOf(await askToolResult(session)) ?? passed
    },
  },
]

function firstCall(exchange: Exchange): string {
  return JSON.stringify(callsOf(exchange)[0])
}

/** Of calls, what no check of its own judges. */
function isOfCalls(path: readonly (string | number)[]): boolean {
  const [, , , list, , key, inFunction] = path
  return list === 'tool_calls' && key !== 'id' && inFunction !== 'arguments' && inFunction !== 'name'
}

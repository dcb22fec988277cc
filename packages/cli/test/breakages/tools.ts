import type * as Wire from '@chat-completion/core/wire'
import { type Break, chunks, refusing, streaming, whole } from '../broken-endpoint.ts'
import { breaking, events } from '../odd-responses.ts'
import type { Breakage } from './breakage.ts'

const written = '<tool_call>{"name": "get_weather", "arguments": {"city": "Paris"}}</tool_call>'

export const tools: readonly Breakage[] = [
  {
    name: 'a call that is left in the text',
    break: () => calling(() => undefined, { content: written }),
    fails: ['tools-call'],
  },
  {
    name: 'a call without a name',
    break: () => called((call) => ({ name: undefined, arguments: call.arguments })),
    fails: ['tools-call'],
  },
  {
    name: 'arguments as an object',
    break: () => called((call) => ({ ...call, arguments: JSON.parse(call.arguments) })),
    fails: ['tools-arguments'],
  },
  { name: 'null arguments', break: () => called((call) => ({ ...call, arguments: null })), fails: ['tools-arguments'] },
  {
    name: 'arguments that are encoded twice',
    break: () => called((call) => ({ ...call, arguments: JSON.stringify(call.arguments) })),
    fails: ['tools-arguments'],
  },
  {
    name: 'calls without an id',
    break: () => calling((calls) => calls.map((call) => ({ ...call, id: undefined }))),
    fails: ['tools-ids'],
  },
  {
    name: 'calls with an empty id',
    break: () => calling((calls) => calls.map((call) => ({ ...call, id: '' }))),
    fails: ['tools-ids'],
  },
  { name: 'two calls with one id', break: () => calling((calls) => [...calls, ...calls]), fails: ['tools-ids'] },
  {
    name: 'calls that end with "stop"',
    break: () => calling((calls) => calls, {}, 'stop'),
    fails: ['tools-finish-reason'],
  },
  {
    name: 'calls without a type',
    break: () => calling((calls) => calls.map((call) => ({ ...call, type: '' }))),
    fails: ['tools-shape'],
  },
  {
    name: 'no way to send a result',
    break: () => refusing(({ messages }) => messages?.some(({ role }) => role === 'tool') === true, 400),
    fails: ['tools-result'],
  },
  {
    name: 'a stream that calls no tool',
    break: () => chunks(withFragments(() => undefined)),
    fails: ['tools-stream-call'],
  },
  {
    name: 'a stream that leaves the call in the text',
    break: () => chunks(withFragments(() => undefined, { content: written })),
    fails: ['tools-stream-call'],
  },
  {
    name: 'a stream with tools that breaks',
    break: () => (asked, answer) =>
      asked.body.tools ? streaming(() => new Response(breaking(''), { headers: events }))(asked, answer) : undefined,
    fails: ['tools-stream-call'],
  },
  {
    name: 'fragments without an index',
    break: () => chunks(withFragments((fragments) => fragments.map((each) => ({ ...each, index: undefined })))),
    fails: ['tools-stream-index'],
  },
  {
    name: 'an index that begins with 1',
    break: () => chunks(withFragments((fragments) => fragments.map((each) => ({ ...each, index: 1 })))),
    fails: ['tools-stream-index'],
  },
  {
    name: 'fragments without an id',
    break: () => chunks(withFragments((fragments) => fragments.map((each) => ({ ...each, id: undefined })))),
    fails: ['tools-stream-ids'],
  },
  {
    name: 'an id for each fragment',
    break: () =>
      chunks((body, place) => withFragments((all) => all.map((each) => ({ ...each, id: `call_${place}` })))(body)),
    fails: ['tools-stream-ids'],
  },
  {
    name: 'arguments that begin with "undefined"',
    break: () => chunks(withArguments((text) => (text === '' ? 'undefined' : text))),
    fails: ['tools-stream-arguments'],
  },
  { name: 'arguments that are lost', break: () => chunks(withArguments(() => '')), fails: ['tools-stream-arguments'] },
  {
    name: 'fragments of objects',
    break: () => chunks(withArguments(() => ({ city: 'Paris' }))),
    fails: ['tools-stream-arguments'],
  },
  {
    name: 'a stream with calls that ends with "stop"',
    break: () => chunks((body) => withReason(body, 'tool_calls', 'stop')),
    fails: ['tools-stream-finish-reason'],
  },
]

type Calls = readonly Wire.ChatCompletionMessageFunctionToolCall[]

function calling(change: (calls: Calls) => unknown, more: object = {}, reason?: string): Break {
  return whole((body) => {
    const [choice] = body.choices
    const calls = choice?.message.tool_calls
    if (!calls) return body
    const message = { ...choice.message, tool_calls: change(calls as Calls), ...more }
    return { ...body, choices: [{ ...choice, message, finish_reason: reason ?? choice.finish_reason }] }
  })
}

function called(change: (called: Calls[number]['function']) => object): Break {
  return calling((calls) => calls.map((call) => ({ ...call, function: change(call.function) })))
}

type Fragments = readonly Wire.ChatCompletionChunkChoiceDeltaToolCall[]

function withFragments(
  change: (fragments: Fragments) => unknown,
  more: object = {},
): (body: Wire.ChatCompletionChunk) => object {
  return (body) => {
    const [choice] = body.choices
    const fragments = choice?.delta.tool_calls
    if (!fragments) return body
    return { ...body, choices: [{ ...choice, delta: { ...choice.delta, tool_calls: change(fragments), ...more } }] }
  }
}

function withArguments(change: (text: string) => unknown): (body: Wire.ChatCompletionChunk) => object {
  return withFragments((fragments) =>
    fragments.map((each) => ({
      ...each,
      function: { ...each.function, arguments: change(each.function?.arguments ?? '') },
    })),
  )
}

function withReason(body: Wire.ChatCompletionChunk, from: string, to: string): object {
  const choices = body.choices.map((choice) =>
    choice.finish_reason === from ? { ...choice, finish_reason: to } : choice,
  )
  return { ...body, choices }
}

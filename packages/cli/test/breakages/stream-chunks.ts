import type * as Wire from '@chat-completion/core/wire'
import { type Break, chunks } from '../broken-endpoint.ts'
import type { Breakage } from './breakage.ts'

export const streamChunks: readonly Breakage[] = [
  { name: 'no role', break: () => chunks(withDelta({ role: undefined })), fails: ['stream-role'] },
  { name: 'another role', break: () => chunks(withDelta({ role: 'bot' })), fails: ['stream-role'] },
  {
    name: 'no finish reason',
    break: () => chunks((body) => withReason(body, 'stop', null)),
    fails: ['stream-finish-reason'],
  },
  {
    name: 'text after the finish reason',
    break: () => chunks((body) => (isFinished(body) ? [body, withText('Oh, and')(body)] : body)),
    fails: ['stream-after-finish'],
  },
  {
    name: 'the finish reason twice',
    break: () => chunks((body) => (isFinished(body) ? [body, body] : body)),
    fails: ['stream-after-finish'],
  },
  {
    name: 'an id for each chunk',
    break: () => chunks((body, place) => ({ ...body, id: `chatcmpl-${place}` })),
    fails: ['stream-one-id'],
  },
  {
    name: 'a time for each chunk',
    break: () => chunks((body, place) => ({ ...body, created: body.created + place })),
    fails: ['stream-one-id'],
  },
  {
    name: 'chunks of another object',
    break: () => chunks((body) => ({ ...body, object: 'chat.completion' })),
    fails: ['stream-shape'],
  },
  {
    name: 'choices of chunks without an index',
    break: () => chunks(withChoice({ index: undefined })),
    fails: ['stream-shape'],
  },
  {
    name: 'a last chunk without choices',
    break: () => chunks((body) => (isFinished(body) ? [body, { ...body, choices: undefined }] : body)),
    fails: ['stream-shape'],
  },
  { name: 'the whole text again in each delta', break: repeating, fails: ['stream-deltas'] },
]

function withChoice(change: object): (body: Wire.ChatCompletionChunk) => object {
  return (body) => ({ ...body, choices: body.choices.map((choice) => ({ ...choice, ...change })) })
}

export function withDelta(change: object): (body: Wire.ChatCompletionChunk) => object {
  return (body) => withChoice({ delta: { ...body.choices[0]?.delta, ...change } })(body)
}

function withText(content: string): (body: Wire.ChatCompletionChunk) => object {
  return withChoice({ delta: { content }, finish_reason: null })
}

function withReason(body: Wire.ChatCompletionChunk, from: string, to: string | null): object {
  return {
    ...body,
    choices: body.choices.map((choice) => (choice.finish_reason === from ? { ...choice, finish_reason: to } : choice)),
  }
}

function isFinished({ choices }: Wire.ChatCompletionChunk): boolean {
  return choices.some(({ finish_reason: reason }) => reason)
}

function repeating(): Break {
  const said = new Map<string, string>()
  return chunks((body) => {
    const content = body.choices[0]?.delta.content
    if (!content) return body
    said.set(body.id, (said.get(body.id) ?? '') + content)
    return withDelta({ content: said.get(body.id) })(body)
  })
}

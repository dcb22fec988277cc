import type * as Wire from '@chat-completion/core/wire'
import { type Break, chunks, whole } from '../broken-endpoint.ts'
import type { Breakage } from './breakage.ts'

const counts = { prompt_tokens: 9, completion_tokens: 3, total_tokens: 12 }

export const usage: readonly Breakage[] = [
  { name: 'no usage', break: withUsage(undefined), fails: ['usage-completion'] },
  { name: 'null usage', break: withUsage(null), fails: ['usage-completion'] },
  { name: 'null counts', break: withUsage({ ...counts, completion_tokens: null }), fails: ['usage-completion'] },
  { name: 'counts in texts', break: withUsage({ ...counts, total_tokens: '12' }), fails: ['usage-completion'] },
  { name: 'a total that is no sum', break: withUsage({ ...counts, total_tokens: 13 }), fails: ['usage-sum'] },
  {
    name: 'zeros',
    break: withUsage({ prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 }),
    fails: ['usage-counted'],
  },
  {
    name: 'no usage in streams',
    break: () => chunks((body) => (body.usage ? undefined : body)),
    fails: ['usage-stream'],
  },
  {
    name: 'null counts in streams',
    break: () => chunks((body) => (body.usage ? { ...body, usage: { prompt_tokens: null } } : body)),
    fails: ['usage-stream'],
  },
  {
    name: 'usage beside the choices of the last chunk',
    break: () =>
      chunks((body) => (body.usage ? { ...body, choices: [{ index: 0, delta: {}, finish_reason: null }] } : body)),
    fails: ['usage-stream-chunk'],
  },
  {
    name: 'usage twice',
    break: () => chunks((body) => (body.usage ? [body, body] : body)),
    fails: ['usage-stream-chunk'],
  },
  {
    name: 'a chunk after the usage',
    break: () => chunks((body) => (body.usage ? [body, { ...body, usage: undefined }] : body)),
    fails: ['usage-stream-chunk'],
  },
  { name: 'usage that nobody asked for', break: volunteering, fails: ['usage-unasked'] },
]

function withUsage(value: unknown): () => Break {
  return () => whole((body: Wire.ChatCompletion) => ({ ...body, usage: value }))
}

/** In streams that were to have none. */
function volunteering(): Break {
  const add = chunks((body) => (isFinished(body) ? [body, { ...body, choices: [], usage: counts }] : body))
  return (asked, answer) => (asked.body.stream_options ? undefined : add(asked, answer))
}

function isFinished({ choices }: Wire.ChatCompletionChunk): boolean {
  return choices.some(({ finish_reason: reason }) => reason)
}

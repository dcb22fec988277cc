import type { Check } from './check.ts'
import { abort } from './checks/abort.ts'
import { completion } from './checks/completion.ts'
import { completionRequests } from './checks/completion-requests.ts'
import { errors } from './checks/errors.ts'
import { headers } from './checks/headers.ts'
import { models } from './checks/models.ts'
import { stream } from './checks/stream.ts'
import { streamChunks } from './checks/stream-chunks.ts'
import { tools } from './checks/tools.ts'
import { toolsStream } from './checks/tools-stream.ts'
import { usage } from './checks/usage.ts'

/** Every check, in the order in which they run: what may break the endpoint comes last. */
export const catalogue: readonly Check[] = [
  ...models,
  ...completion,
  ...completionRequests,
  ...stream,
  ...streamChunks,
  ...tools,
  ...toolsStream,
  ...usage,
  ...headers,
  ...errors,
  ...abort,
]

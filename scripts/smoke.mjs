// What every runtime must be able to do with the built packages. No import but theirs: it also runs where there is no `node:`.
import { textOf } from '@chat-completion/core'
import { chatCompletion, toStreamResponse } from '@chat-completion/fixtures'
import { groq } from '@chat-completion/fixtures/dialects'
import { createClient, createHandler } from '@chat-completion/http'
import { createMock } from '@chat-completion/mock'
import { readChatCompletionStream, toChunks, toEventStream } from '@chat-completion/stream'
import { parseChatCompletion } from '@chat-completion/validators'

const completion = parseChatCompletion({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1700000000,
  model: 'gpt-4o',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Paris' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 9, completion_tokens: 3, total_tokens: 12 },
})
if (textOf(completion) !== 'Paris') throw new Error(`Cannot read the text: received ${JSON.stringify(completion)}`)

try {
  parseChatCompletion({})
  throw new Error('Cannot reject an empty body: it parsed')
} catch (error) {
  if (error.code !== 'no-completion') throw error
}

readChatCompletionStream(new Response(toEventStream(toChunks(completion))))
  .result()
  .then((result) => expectParis('read a stream', result))

const handler = createHandler(async function* () {
  yield 'Pa'
  yield 'ris'
})
const client = createClient({ baseUrl: 'http://localhost/v1', fetch: (url, init) => handler(new Request(url, init)) })
client
  .streamChatCompletion({ model: 'atlas', messages: [{ role: 'user', content: 'The capital of France?' }] })
  .result()
  .then((result) => expectParis('call a handler', result))

const paris = chatCompletion.build({ choices: [{ message: { content: 'Paris' } }] })
readChatCompletionStream(toStreamResponse(paris, { dialect: groq, cut: 'byte' }))
  .result()
  .then((result) => expectParis('read a fixture', result))

createClient({ baseUrl: 'http://localhost/v1', fetch: createMock().reply('Paris').fetch })
  .streamChatCompletion({ model: 'atlas', messages: [{ role: 'user', content: 'The capital of France?' }] })
  .result()
  .then((result) => expectParis('call a mock', result))

function expectParis(action, result) {
  const isWhole = result.status === 'complete' && textOf(result.completion) === 'Paris'
  if (!isWhole) throw new Error(`Cannot ${action}: received ${JSON.stringify(result)}`)
}

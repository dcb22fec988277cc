import { chatCompletion, pricedUsage, upstreamError } from '@chat-completion/fixtures'
import { createMock, type Mock } from '@chat-completion/mock'

const answer = chatCompletion.build({
  choices: [{ message: { content: 'The tide comes and goes, and nobody has ever been billed for it.' } }],
  usage: pricedUsage.build(),
})

/** In place of both providers: OpenAI is out of order, OpenRouter answers. They spell the model differently. */
export const mock: Mock = createMock({ tokensPerSecond: 40 })
mock.when({ model: 'gpt-5-mini' }).reply(upstreamError)
mock.when({ model: 'openai/gpt-5-mini' }).reply(answer)

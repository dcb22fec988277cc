// Serves a model of your own to every client that speaks to OpenAI. Ctrl-C lets answers under way finish, then ends it.
//   Here:   npm run example 07
//   Yours:  npm install @chat-completion/core @chat-completion/http @chat-completion/node
//           node main.ts
import process from 'node:process'
import { setTimeout } from 'node:timers/promises'
import { ProviderError, textOfParts } from '@chat-completion/core'
import { createHandler } from '@chat-completion/http'
import { serve } from '@chat-completion/node'

const handler = createHandler(
  async function* ({ model, messages }, { signal }) {
    if (model !== 'parrot') {
      const details = { status: 404, providerCode: 'model_not_found', param: 'model' }
      throw new ProviderError(`There is no model "${model}"`, details)
    }
    const { content } = messages.at(-1) ?? {}
    const said = typeof content === 'string' ? content : textOfParts(content ?? [])
    for (const word of said.split(/(?<= )/)) {
      yield word
      await setTimeout(50, undefined, { signal })
    }
  },
  { models: ['parrot'] },
)

const stop = new AbortController()
process.once('SIGINT', () => stop.abort())

const { url } = await serve(handler, { port: Number(process.env.PORT ?? 3000), signal: stop.signal })
const body = '{"model": "parrot", "stream": true, "messages": [{"role": "user", "content": "Polly wants a cracker"}]}'
console.log(`Listens at ${url} until Ctrl-C. Try it:\ncurl -N ${url}/v1/chat/completions --json '${body}'`)

// Serves a model of your own to every client that speaks to OpenAI. Ctrl-C lets answers under way finish, then ends it.
//   node --conditions=@chat-completion/source examples/04-serve-an-endpoint/main.ts
// Try it: curl -N http://127.0.0.1:3000/v1/chat/completions --json '{"model": "parrot", "stream": true, "messages": [{"role": "user", "content": "Hi"}]}'
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
console.log(url)

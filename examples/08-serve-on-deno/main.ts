// Serves a model on Deno, which lets it listen on this machine and read PORT, and nothing else: no files, no other host.
//   Here:   npm run example 08
//   Yours:  deno add jsr:@chat-completion/http jsr:@chat-completion/deno
//           deno run --allow-net=127.0.0.1 --allow-env=PORT --unstable-no-legacy-abort main.ts
import { serve } from '@chat-completion/deno'
import { createHandler } from '@chat-completion/http'

/** Says everything backwards, and leaves the characters whole that are made of several code points. */
const handler = createHandler(
  async function* ({ messages }, { signal }) {
    const said = String(messages.at(-1)?.content ?? '')
    const characters = Array.from(new Intl.Segmenter().segment(said), ({ segment }) => segment)
    for (const character of characters.reverse()) {
      signal.throwIfAborted()
      yield character
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  },
  { models: ['mirror'] },
)

const stop = new AbortController()
Deno.addSignalListener('SIGINT', () => stop.abort())

const { url } = await serve(handler, { port: Number(Deno.env.get('PORT') ?? 3000), signal: stop.signal })
const body = '{"model": "mirror", "stream": true, "messages": [{"role": "user", "content": "A dog 👨‍👩‍👧 a panic"}]}'
console.log(`Listens at ${url} until Ctrl-C. Try it:\ncurl -N ${url}/v1/chat/completions --json '${body}'`)

// A gateway for a team: a key for each client, a fallback when a provider fails, and an account of what each client has used.
//   Here:   npm run example 10     main.ts runs it in workerd; a mock answers where OPENROUTER_API_KEY is not set
//   Yours:  npm install @chat-completion/core @chat-completion/edge @chat-completion/http wrangler; copy worker.ts and wrangler.jsonc
//           npx wrangler secret put CLIENT_KEYS     {"ada": "sk-…", "alan": "sk-…"}; likewise the keys of the providers
//           npx wrangler deploy
import { costOf } from '@chat-completion/core'
import { type EdgeContext, serve } from '@chat-completion/edge'
import { createHandler, isSameSecret, openAI, openRouter, relay } from '@chat-completion/http'

interface Env {
  readonly USAGE: Ledger
  readonly CLIENT_KEYS: string
  readonly OPENROUTER_API_KEY: string
  readonly OPENAI_API_KEY?: string
}

/** The part of Cloudflare's KV used here. `npx wrangler types` generates all of it. */
interface Ledger {
  put(name: string, text: string, options: { metadata: Entry }): Promise<void>
  list(options: { prefix: string; cursor?: string }): Promise<{ keys: { metadata?: Entry }[]; cursor?: string }>
}

interface Entry {
  readonly provider: string
  readonly status: string
  readonly tokens: number
  readonly cost: number
}

const gateway = serve(
  createHandler<Env>(
    relay(
      ({ model }, { env }) => {
        const router = { provider: openRouter, env }
        if (!env.OPENAI_API_KEY || !model?.startsWith('openai/')) return [router]
        return [{ ...router, provider: openAI, model: model.replace('openai/', ''), firstTokenTimeout: 20_000 }, router]
      },
      {
        alwaysUsage: true,
        onFallback: (error) => console.log(`Asks the next provider: ${error.message}`),
        // Runs in `waitUntil`: the client does not wait for it. Clients that left early are counted, too.
        onResult: async ({ result: { status, completion }, provider, context: { request, env } }) => {
          const entry = { provider, status, tokens: completion.usage?.totalTokens ?? 0, cost: costOf(completion) ?? 0 }
          // An entry for each answer: KV cannot add, and would lose one of two sums written at once.
          await env.USAGE.put(`${clientOf(request, env)}/${crypto.randomUUID()}`, '', { metadata: entry })
        },
      },
    ),
    { authorize: (_key, { request, env }) => clientOf(request, env) !== undefined },
  ),
)

export default {
  async fetch(request: Request, env: Env, context: EdgeContext): Promise<Response> {
    if (new URL(request.url).pathname !== '/usage') return gateway.fetch(request, env, context)
    const client = clientOf(request, env)
    return client === undefined ? new Response(null, { status: 401 }) : Response.json(await usageOf(client, env))
  },
}

/** Whose key it is. */
function clientOf({ headers }: Request, { CLIENT_KEYS }: Env): string | undefined {
  const key = headers.get('authorization')?.replace(/^Bearer /i, '')
  const keys: Record<string, string> = JSON.parse(CLIENT_KEYS)
  return Object.keys(keys).find((client) => isSameSecret(key, keys[client]))
}

async function usageOf(client: string, { USAGE }: Env): Promise<object> {
  const sum = { client, answers: 0, tokens: 0, cost: 0 }
  let cursor: string | undefined
  do {
    const page = await USAGE.list({ prefix: `${client}/`, ...(cursor !== undefined && { cursor }) })
    for (const { metadata } of page.keys) {
      sum.answers += 1
      sum.tokens += metadata?.tokens ?? 0
      sum.cost += metadata?.cost ?? 0
    }
    cursor = page.cursor
  } while (cursor)
  return sum
}

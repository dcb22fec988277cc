import {
  anthropic,
  azure,
  cerebras,
  deepSeek,
  fireworks,
  gemini,
  gitHubModels,
  groq,
  huggingFace,
  mistral,
  moonshot,
  nvidia,
  openAI,
  openRouter,
  type Provider,
  perplexity,
  together,
  xai,
  zai,
} from '@chat-completion/http'
import type { Host } from '../host.ts'

/** Those that want a key. */
const providers: readonly Provider[] = [
  openRouter,
  openAI,
  azure,
  anthropic,
  cerebras,
  deepSeek,
  fireworks,
  gemini,
  gitHubModels,
  groq,
  huggingFace,
  mistral,
  moonshot,
  nvidia,
  perplexity,
  together,
  xai,
  zai,
]

/** Whose URL it is: by its scheme and host, or because an environment variable (`OPENAI_BASE_URL`) says so. Nobody else gets their key. */
export function knownProvider(url: URL, env: Host['env']): Provider | undefined {
  return providers.find((provider) => {
    const own = [provider.baseUrl, provider.baseUrlVariable && env[provider.baseUrlVariable]]
    return own.some((each) => each && originOf(each) === url.origin) || (provider === azure && isAzure(url))
  })
}

function isAzure({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' && hostname.endsWith('.openai.azure.com')
}

function originOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).origin : undefined
}

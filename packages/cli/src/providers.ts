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
  llamaCpp,
  lmStudio,
  mistral,
  moonshot,
  nvidia,
  ollama,
  openAI,
  openRouter,
  type Provider,
  perplexity,
  together,
  vllm,
  xai,
  zai,
} from '@chat-completion/http'
import type { Host } from './host.ts'
import type { ProviderName } from './provider-names.ts'

export const providers: Readonly<Record<ProviderName, Provider>> = {
  openrouter: openRouter,
  anthropic,
  azure,
  cerebras,
  deepseek: deepSeek,
  fireworks,
  gemini,
  'github-models': gitHubModels,
  groq,
  huggingface: huggingFace,
  'llama.cpp': llamaCpp,
  'lm-studio': lmStudio,
  mistral,
  moonshot,
  nvidia,
  ollama,
  openai: openAI,
  perplexity,
  together,
  vllm,
  xai,
  zai,
}

/** Those that want a key: at the address of a local one, anything may listen. */
const withKeys = Object.values(providers).filter(({ keyVariable }) => keyVariable !== undefined)

/** Whose URL it is: by its scheme and host, or because an environment variable (`OPENAI_BASE_URL`) says so. Nobody else gets their key. */
export function knownProvider(url: URL, env: Host['env']): Provider | undefined {
  return withKeys.find((provider) => {
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

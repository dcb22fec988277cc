import {
  anthropic,
  azure,
  type Client,
  type ClientOptions,
  cerebras,
  createClient,
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
import type { Host } from '../host.ts'
import { preview } from '../preview.ts'
import { knownProvider } from '../probe/known-provider.ts'
import { ChatError } from './chat-error.ts'
import type { ProviderName } from './provider-names.ts'

const providers: Readonly<Record<ProviderName, Provider>> = {
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

export interface EndpointOptions {
  readonly provider?: ProviderName
  readonly baseUrl?: string
  readonly apiKeyEnv?: string
}

export interface Endpoint {
  readonly provider: Provider
  readonly client: Client
}

/**
 * The endpoint that is asked.
 *
 * @throws {ChatError} It cannot be called as it is: there is no key, or no URL that can be called.
 */
export async function openEndpoint(
  options: EndpointOptions,
  { env, fetch }: Pick<Host, 'env' | 'fetch'>,
  onTryAgain: ClientOptions['onTryAgain'],
): Promise<Endpoint> {
  const { baseUrl } = options
  const provider = providerOf(options, env)
  const endpoint = { provider, client: createClient({ provider, baseUrl, env, fetch, onTryAgain }) }
  try {
    // Puts a request together and does not send it: nobody should type a question to hear of a missing key.
    const signal = AbortSignal.abort()
    await endpoint.client.streamChatCompletion({ messages: [{ role: 'user', content: '' }] }, { signal }).result()
  } catch (error) {
    throw new ChatError(inOurWords(error))
  }
  return endpoint
}

function providerOf({ provider, baseUrl, apiKeyEnv }: EndpointOptions, env: Host['env']): Provider {
  const url = baseUrl !== undefined && URL.canParse(baseUrl) ? new URL(baseUrl) : undefined
  const named = provider && providers[provider]
  const known = named ?? (baseUrl === undefined ? openRouter : url && knownProvider(url, env))
  // Only the host is ever shown: the rest of the URL may hold a key.
  const called = known ?? { name: (url && preview(url.host)) || 'the endpoint' }
  return apiKeyEnv === undefined ? called : { ...called, keyVariable: apiKeyEnv }
}

/** The client speaks of options of a function; here, they have other names. */
function inOurWords(error: unknown): string {
  if (!(error instanceof TypeError)) throw error
  return error.message.replace('give `apiKey` or set', 'set').replace('give `baseUrl`', 'give --base-url')
}

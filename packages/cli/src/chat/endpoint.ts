import { type Client, type ClientOptions, createClient, type Provider } from '@chat-completion/http'
import type { Host } from '../host.ts'
import { preview } from '../preview.ts'
import type { ProviderName } from '../provider-names.ts'
import { knownProvider, providers } from '../providers.ts'
import { ChatError } from './chat-error.ts'

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
  const { apiKeyEnv, baseUrl } = options
  if (apiKeyEnv !== undefined && !env[apiKeyEnv]?.trim()) {
    // Somebody may have given the key itself: what was given is not repeated.
    throw new ChatError('Cannot find the API key: --api-key-env names an environment variable that is not set')
  }
  const provider = providerOf(options, env)
  const endpoint = { provider, client: createClient({ provider, baseUrl, env, fetch, onTryAgain }) }
  try {
    // Puts a request together and does not send it: nobody should type a question to hear of a missing key.
    const signal = AbortSignal.abort()
    await endpoint.client.streamChatCompletion({ messages: [{ role: 'user', content: '' }] }, { signal }).result()
  } catch (error) {
    throw new ChatError(inOurWords(error, provider))
  }
  return endpoint
}

function providerOf({ provider, baseUrl, apiKeyEnv }: EndpointOptions, env: Host['env']): Provider {
  const url = baseUrl !== undefined && URL.canParse(baseUrl) ? new URL(baseUrl) : undefined
  const named = provider && providers[provider]
  const known = named ?? (baseUrl === undefined ? providers.openrouter : url && knownProvider(url, env))
  // Only the host is ever shown: the rest of the URL may hold a key.
  const called = known ?? { name: (url && preview(url.host)) || 'the endpoint' }
  return apiKeyEnv === undefined ? called : { ...called, keyVariable: apiKeyEnv }
}

/** The client speaks of options of a function, and of a header; here, they have other names. */
function inOurWords(error: unknown, { keyVariable }: Provider): string {
  if (!(error instanceof TypeError)) throw error
  return error.message
    .replace('give `apiKey` or set', 'set')
    .replace('give `baseUrl`', 'give --base-url')
    .replace(
      /^Cannot send the header .*/,
      `Cannot send the API key: ${keyVariable} holds characters that no header can carry`,
    )
}

/** How to reach a provider: plain data, so that one of your own takes a few lines. */
export interface Provider {
  /** For messages and hooks. */
  readonly name: string
  /** What comes before `/chat/completions`. Where it is missing, it is yours: an account's or a server's own. */
  readonly baseUrl?: string
  /** The environment variable that holds the key. Where it is missing, no key is needed. */
  readonly keyVariable?: string
  /** The environment variable that holds a base URL in place of `baseUrl`. */
  readonly baseUrlVariable?: string
  /** The header of the key, bare; `authorization: Bearer …` by default. */
  readonly keyHeader?: string
  /** Added to each URL, such as Azure's `api-version`. */
  readonly query?: Readonly<Record<string, string>>
  /** The headers by which it knows your app. */
  readonly attributionHeaders?: Readonly<Record<keyof Attribution, string>>
  /** Sends the usage of a stream without being asked, and may refuse the question (`stream_options`). */
  readonly volunteersUsage?: boolean
}

/** Your app, as OpenRouter shows it in its rankings. */
export interface Attribution {
  readonly url?: string | undefined
  readonly title?: string | undefined
}

export const openRouter: Provider = {
  name: 'OpenRouter',
  baseUrl: 'https://openrouter.ai/api/v1',
  keyVariable: 'OPENROUTER_API_KEY',
  baseUrlVariable: 'OPENROUTER_BASE_URL',
  attributionHeaders: { url: 'http-referer', title: 'x-openrouter-title' },
}

export const openAI: Provider = {
  name: 'OpenAI',
  baseUrl: 'https://api.openai.com/v1',
  keyVariable: 'OPENAI_API_KEY',
  baseUrlVariable: 'OPENAI_BASE_URL',
}

/**
 * Azure OpenAI: give the base URL of a deployment, `https://<resource>.openai.azure.com/openai/deployments/<deployment>`, as the option or
 * in `AZURE_OPENAI_BASE_URL`. Another `api-version` is another `query`.
 */
export const azure: Provider = {
  name: 'Azure OpenAI',
  keyVariable: 'AZURE_OPENAI_API_KEY',
  baseUrlVariable: 'AZURE_OPENAI_BASE_URL',
  keyHeader: 'api-key',
  query: { 'api-version': '2024-10-21' },
}

export const anthropic: Provider = {
  name: 'Anthropic',
  baseUrl: 'https://api.anthropic.com/v1',
  keyVariable: 'ANTHROPIC_API_KEY',
}

export const cerebras: Provider = {
  name: 'Cerebras',
  baseUrl: 'https://api.cerebras.ai/v1',
  keyVariable: 'CEREBRAS_API_KEY',
}

export const deepSeek: Provider = {
  name: 'DeepSeek',
  baseUrl: 'https://api.deepseek.com/v1',
  keyVariable: 'DEEPSEEK_API_KEY',
}

export const fireworks: Provider = {
  name: 'Fireworks',
  baseUrl: 'https://api.fireworks.ai/inference/v1',
  keyVariable: 'FIREWORKS_API_KEY',
}

export const gemini: Provider = {
  name: 'Gemini',
  baseUrl: 'https://generativelanguage.googleapis.com/v1beta/openai',
  keyVariable: 'GEMINI_API_KEY',
}

export const gitHubModels: Provider = {
  name: 'GitHub Models',
  baseUrl: 'https://models.github.ai/inference',
  keyVariable: 'GITHUB_TOKEN',
}

export const groq: Provider = {
  name: 'Groq',
  baseUrl: 'https://api.groq.com/openai/v1',
  keyVariable: 'GROQ_API_KEY',
}

export const huggingFace: Provider = {
  name: 'Hugging Face',
  baseUrl: 'https://router.huggingface.co/v1',
  keyVariable: 'HF_TOKEN',
}

/** Refuses keys it does not know, `stream_options` among them. */
export const mistral: Provider = {
  name: 'Mistral',
  baseUrl: 'https://api.mistral.ai/v1',
  keyVariable: 'MISTRAL_API_KEY',
  volunteersUsage: true,
}

export const moonshot: Provider = {
  name: 'Moonshot',
  baseUrl: 'https://api.moonshot.ai/v1',
  keyVariable: 'MOONSHOT_API_KEY',
}

export const nvidia: Provider = {
  name: 'NVIDIA',
  baseUrl: 'https://integrate.api.nvidia.com/v1',
  keyVariable: 'NVIDIA_API_KEY',
}

export const perplexity: Provider = {
  name: 'Perplexity',
  baseUrl: 'https://api.perplexity.ai',
  keyVariable: 'PERPLEXITY_API_KEY',
  volunteersUsage: true,
}

export const together: Provider = {
  name: 'Together',
  baseUrl: 'https://api.together.xyz/v1',
  keyVariable: 'TOGETHER_API_KEY',
}

export const xai: Provider = {
  name: 'xAI',
  baseUrl: 'https://api.x.ai/v1',
  keyVariable: 'XAI_API_KEY',
}

export const zai: Provider = {
  name: 'Z.ai',
  baseUrl: 'https://api.z.ai/api/paas/v4',
  keyVariable: 'ZAI_API_KEY',
}

export const llamaCpp: Provider = { name: 'llama.cpp', baseUrl: 'http://localhost:8080/v1' }

export const lmStudio: Provider = { name: 'LM Studio', baseUrl: 'http://localhost:1234/v1' }

export const ollama: Provider = { name: 'Ollama', baseUrl: 'http://localhost:11434/v1' }

export const vllm: Provider = { name: 'vLLM', baseUrl: 'http://localhost:8000/v1' }

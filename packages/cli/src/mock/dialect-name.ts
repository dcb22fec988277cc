import type * as dialects from '@chat-completion/fixtures/dialects'

export type DialectName = keyof typeof dialects

/** The dialects of `@chat-completion/fixtures`: named here, so that the help needs not load them. */
export const dialectNames: readonly DialectName[] = [
  'anthropic',
  'azure',
  'cerebras',
  'cloudflare',
  'databricks',
  'deepSeek',
  'gemini',
  'gitHubCopilot',
  'gitHubModels',
  'groq',
  'huggingFace',
  'llamaCpp',
  'mistral',
  'ollama',
  'openAI',
  'openRouter',
  'perplexity',
  'together',
  'vllm',
  'xai',
  'zai',
]

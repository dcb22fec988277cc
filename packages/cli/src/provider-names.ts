/** What `--provider` takes. Apart from the providers themselves, which are loaded when one is called. */
export const providerNames = [
  'openrouter',
  'anthropic',
  'azure',
  'cerebras',
  'deepseek',
  'fireworks',
  'gemini',
  'github-models',
  'groq',
  'huggingface',
  'llama.cpp',
  'lm-studio',
  'mistral',
  'moonshot',
  'nvidia',
  'ollama',
  'openai',
  'perplexity',
  'together',
  'vllm',
  'xai',
  'zai',
] as const

export type ProviderName = (typeof providerNames)[number]

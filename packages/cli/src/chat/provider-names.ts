import { InvalidArgumentError } from 'commander'

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

/** However it is spelled: `OpenAI`, `LM Studio`, `z.ai`. */
export function toProviderName(text: string): ProviderName {
  const found = providerNames.find((name) => letters(name) === letters(text))
  if (found === undefined) throw new InvalidArgumentError(`Name one of these: ${providerNames.join(', ')}.`)
  return found
}

function letters(name: string): string {
  return name.toLowerCase().replace(/[^a-z\d]/g, '')
}

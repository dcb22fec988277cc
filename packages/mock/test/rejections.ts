// What clients of others reject, and where: places in a body, or the first words of their message. @openrouter/sdk wants a
// `system_fingerprint` in a whole answer and a `finish_reason` in each chunk, @openrouter/ai-sdk-provider no null in place of tool
// calls, openai's `stream()` an index in each fragment of a tool call. An answer that they reject is no less what the provider sends.

/** By dialect, and by client and way. */
export type Rejections = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>

/** Clients that do not know what a scenario has. */
export const unknownTo: Readonly<Record<string, readonly string[]>> = {
  customToolCallCompletion: [
    '@openrouter/sdk',
    '@ai-sdk/openai-compatible',
    '@openrouter/ai-sdk-provider',
    '@langchain/openai',
  ],
}

/** Recordings of the provider are rejected for the same. */
export const recorded: Rejections = {
  azure: {
    '@openrouter/ai-sdk-provider stream': ['choices.delta.role', 'error'],
    '@openrouter/ai-sdk-provider whole': ['choices.message.tool_calls', 'error'],
    '@openrouter/sdk stream': ['data.object'],
    '@openrouter/sdk whole': ['choices.message.tool_calls', 'system_fingerprint'],
  },
  cerebras: {
    '@openrouter/sdk stream': ['data.choices.finish_reason'],
  },
  deepSeek: {
    '@openrouter/sdk stream': ['data.usage'],
  },
  gitHubCopilot: {
    '@openrouter/ai-sdk-provider stream': ['error', 'usage.completion_tokens_details.reasoning_tokens'],
    '@openrouter/ai-sdk-provider whole': ['error', 'usage.completion_tokens_details.reasoning_tokens'],
    '@openrouter/sdk stream': ['data.object'],
    '@openrouter/sdk whole': ['created', 'object'],
  },
  groq: {
    '@openrouter/sdk stream': ['data.system_fingerprint'],
  },
  huggingFace: {
    '@ai-sdk/openai-compatible whole': [
      'choices.message.tool_calls.function.arguments',
      'choices.message.tool_calls.id',
    ],
    '@openrouter/ai-sdk-provider whole': [
      'choices.message.tool_calls.function.arguments',
      'choices.message.tool_calls.id',
      'error',
    ],
    '@openrouter/sdk stream': [
      'data.choices.delta.tool_calls',
      'data.choices.finish_reason',
      'data.object',
      'data.usage',
    ],
    '@openrouter/sdk whole': [
      'choices.message.audio',
      'choices.message.tool_calls.function.arguments',
      'choices.message.tool_calls.id',
      'object',
      'system_fingerprint',
    ],
  },
  mistral: {
    '@openrouter/ai-sdk-provider stream': ["Expected 'function' type.", 'choices.delta.content', 'error'],
    '@openrouter/ai-sdk-provider whole': [
      'choices.message.content',
      'choices.message.tool_calls',
      'choices.message.tool_calls.type',
      'error',
    ],
    '@openrouter/sdk stream': ['data.choices.delta.content', 'data.choices.delta.tool_calls.index'],
    '@openrouter/sdk whole': ['choices.message.tool_calls', 'choices.message.tool_calls.type', 'system_fingerprint'],
    'openai stream': [
      'Chat completion stream contains an invalid tool call index: undefined',
      'missing role for choice 0',
    ],
    'openai whole': ["Cannot read properties of undefined (reading 'name')"],
  },
  openAI: {
    '@openrouter/sdk stream': ['data.system_fingerprint', 'data.usage'],
  },
  openRouter: {
    '@openrouter/ai-sdk-provider stream': ['choices.logprobs.content', 'error'],
    '@openrouter/ai-sdk-provider whole': ['choices.logprobs', 'error'],
    '@openrouter/sdk stream': [
      'data.choices.delta.tool_calls.function.name',
      'data.choices.delta.tool_calls.id',
      'data.choices.logprobs.content',
      'data.system_fingerprint',
    ],
    '@openrouter/sdk whole': ['choices.logprobs', 'system_fingerprint'],
  },
  perplexity: {
    '@openrouter/ai-sdk-provider stream': ['error', 'usage.cost'],
    '@openrouter/ai-sdk-provider whole': ['error', 'usage.cost'],
    '@openrouter/sdk stream': ['data.choices.finish_reason', 'data.object', 'data.usage.cost'],
    '@openrouter/sdk whole': ['system_fingerprint', 'usage.cost'],
  },
  together: {
    '@openrouter/sdk stream': ['data.choices.delta.tool_calls', 'data.usage'],
    '@openrouter/sdk whole': ['system_fingerprint'],
  },
  xai: {
    '@openrouter/sdk stream': ['data.choices.finish_reason'],
  },
  zai: {
    '@openrouter/sdk stream': ['data.choices.finish_reason', 'data.object'],
    '@openrouter/sdk whole': ['object', 'system_fingerprint'],
  },
}

/**
 * There is no recording to hold it against: of these providers none at all, of Perplexity none that streams a tool call; and OpenRouter's
 * fragments without arguments were recorded behind others that its SDK rejects first.
 */
export const unrecorded: Rejections = {
  anthropic: {
    '@openrouter/sdk whole': ['system_fingerprint'],
  },
  cloudflare: {
    '@openrouter/sdk stream': ['data.choices.finish_reason', 'data.choices.index'],
    '@openrouter/sdk whole': ['system_fingerprint'],
    'openai stream': [
      'Chat completion stream contains an invalid choice index: undefined',
      'missing role for choice 0',
    ],
  },
  databricks: {
    '@openrouter/ai-sdk-provider stream': ['choices.delta.content', 'error'],
    '@openrouter/ai-sdk-provider whole': ['choices.message.content', 'error'],
    '@openrouter/sdk stream': ['data.choices.delta.content'],
    '@openrouter/sdk whole': ['system_fingerprint'],
  },
  gemini: {
    '@openrouter/sdk stream': ['data.choices.delta.tool_calls.index', 'data.choices.finish_reason'],
    '@openrouter/sdk whole': ['system_fingerprint'],
    'openai stream': ['Chat completion stream contains an invalid tool call index: undefined'],
  },
  gitHubModels: {
    '@openrouter/ai-sdk-provider whole': ['choices.message.tool_calls', 'error'],
    '@openrouter/sdk stream': ['data.object', 'data.usage'],
    '@openrouter/sdk whole': ['choices.message.tool_calls', 'system_fingerprint'],
  },
  openRouter: {
    '@openrouter/sdk stream': ['data.choices.delta.tool_calls.function.arguments'],
  },
  perplexity: {
    'openai stream': ['no tool call snapshot'],
  },
  vllm: {
    '@openrouter/sdk whole': ['choices.message.audio'],
  },
}

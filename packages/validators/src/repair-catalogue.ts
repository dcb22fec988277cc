// Long because it is a list: every rule, once.

/** Stable: a code keeps its meaning, and a new one is a minor change. */
export type RepairCode =
  | 'arguments-as-json'
  | 'content-part'
  | 'cost-object'
  | 'data-after-done'
  | 'delta-from-message'
  | 'domain-key'
  | 'dropped-usage'
  | 'dropped-value'
  | 'error-envelope'
  | 'finish-changed'
  | 'invalid-item'
  | 'joined-events'
  | 'missing-arguments'
  | 'missing-choices'
  | 'missing-content'
  | 'missing-created'
  | 'missing-delta'
  | 'missing-error-message'
  | 'missing-finish-reason'
  | 'missing-id'
  | 'missing-index'
  | 'missing-message'
  | 'missing-model'
  | 'missing-tool-name'
  | 'nested-completion'
  | 'number-from-string'
  | 'reserved-key'
  | 'reused-index'
  | 'skipped-event'
  | 'string-from-number'
  | 'token-count'
  | 'tool-call-id'
  | 'tool-call-type'
  | 'unknown-key'
  | 'unterminated-event'
  | 'wrong-object'
  | 'wrong-role'

/** One rule of tolerant parsing. */
export interface RepairRule {
  readonly code: RepairCode
  /** What is changed, and into what. */
  readonly what: string
  /** Why that is right. */
  readonly why: string
  /** A value may be lost from the result; it is still in the repair's `received`. */
  readonly drops: boolean
  /** Who is known to need it; none where it guards against anybody. */
  readonly providers: readonly string[]
  /** It mends the stream that chunks come in, or what they add up to, not a body. */
  readonly ofStreams?: true
  /** Public issues, and recordings by id. */
  readonly sources: readonly string[]
}

/** Every rule, by code. */
export const repairCatalogue: readonly RepairRule[] = [
  {
    code: 'arguments-as-json',
    what: 'Arguments sent as an object become their JSON text',
    why: 'The contract has text there, and every caller parses it',
    drops: false,
    providers: ['Hugging Face', 'GigaChat', 'llama.cpp'],
    sources: ['ggml-org/llama.cpp#20198', 'BerriAI/litellm#24095', 'recording 21fadd288deb3776'],
  },
  {
    code: 'content-part',
    what: 'A part that is text alone, lacks its type or its text, or thinks in text becomes the part it means',
    why: 'One odd part must not cost the whole answer',
    drops: false,
    providers: [],
    sources: [],
  },
  {
    code: 'cost-object',
    what: 'A cost sent as an object gives its `total_cost` as `cost` and itself as `cost_details`',
    why: '`cost` is a number for everyone else; details that are there already are not overwritten',
    drops: false,
    providers: ['Perplexity'],
    sources: ['recording a509fcf71c60f40a'],
  },
  {
    code: 'data-after-done',
    ofStreams: true,
    what: 'Data after `[DONE]` is left out',
    why: '`[DONE]` ends the answer; what follows is in `received`, so that nothing goes unseen',
    drops: true,
    providers: [],
    sources: [],
  },
  {
    code: 'delta-from-message',
    what: 'A missing delta is the `message` beside it, which stays where it is',
    why: 'Perplexity and Writer send both; some last chunks have only the message',
    drops: false,
    providers: ['Perplexity', 'Writer'],
    sources: ['recording 07d54cdaccb559ea'],
  },
  {
    code: 'domain-key',
    what: "A known key in the domain's spelling (`finishReason`) is taken for the wire's, where that is absent",
    why: 'A body that went through an SDK; the domain object could not hold it otherwise',
    drops: false,
    providers: [],
    sources: ['OpenRouterTeam/typescript-sdk#413'],
  },
  {
    code: 'dropped-usage',
    what: 'A usage whose counts cannot be told becomes null',
    why: 'Zero would be read as free: no count is invented',
    drops: true,
    providers: ['Neon', 'OpenRouter'],
    sources: ['maximhq/bifrost#5425', 'recording c7aec5978948bf27'],
  },
  {
    code: 'dropped-value',
    what: 'A value of the wrong type that no other rule reads becomes null, or the neutral value of a required key',
    why: 'The rest of the answer is usable; the value stays in `received`',
    drops: true,
    providers: ['OpenRouter'],
    sources: ['recording b9c5dc9c8a6f216d'],
  },
  {
    code: 'error-envelope',
    what: 'An error in another shape than an envelope is put into one; what stands beside it stays',
    why: 'Text, `{ detail }`, `{ message }` and lists say the same as `{ error: { message } }`',
    drops: false,
    providers: ['Mistral', 'xAI', 'Hugging Face', 'Venice', 'doubleword', 'Gemini'],
    sources: ['openai/openai-node#1734', 'OpenRouterTeam/ai-sdk-provider#82', 'recording 51b60134cb8a8685'],
  },
  {
    code: 'finish-changed',
    ofStreams: true,
    what: 'Of several finish reasons of a choice, the last that is not null counts',
    why: 'Gateways say `stop` first, and what really happened later',
    drops: true,
    providers: ['OpenRouter'],
    sources: ['recording 7a5494a4b74788e3'],
  },
  {
    code: 'invalid-item',
    what: 'A choice or tool call that is not an object becomes an empty one',
    why: 'The others keep their position',
    drops: true,
    providers: [],
    sources: [],
  },
  {
    code: 'joined-events',
    ofStreams: true,
    what: 'Lines of one event that are JSON only one by one are separate events',
    why: 'The blank line between two events was lost',
    drops: false,
    providers: ['Hugging Face'],
    sources: ['recording 810a814c89d03f94'],
  },
  {
    code: 'missing-arguments',
    what: "Missing arguments are `''`",
    why: 'A function without parameters is called without; text is what accumulates and parses',
    drops: false,
    providers: ['OpenRouter', 'SambaNova'],
    sources: ['pydantic/pydantic-ai#822', 'moeru-ai/xsai#235'],
  },
  {
    code: 'missing-choices',
    what: 'A chunk without choices has none',
    why: 'The last chunk carries only usage',
    drops: false,
    providers: ['llama.cpp', 'LiteLLM'],
    sources: ['vercel/ai#7417', 'vercel/ai#15373', 'anomalyco/opencode#1298'],
  },
  {
    code: 'missing-content',
    what: 'Missing content is null',
    why: 'Beside tool calls there is nothing to say',
    drops: false,
    providers: ['Groq', 'Cerebras', 'doubleword', 'GitHub Copilot', 'z.ai', 'Hugging Face', 'Mistral'],
    sources: ['recording 8e1ce6276e54b597'],
  },
  {
    code: 'missing-created',
    what: 'A missing time is 0',
    why: 'No time is invented',
    drops: false,
    providers: ['GitHub Copilot'],
    sources: ['recording 9e6637e60db89e87'],
  },
  {
    code: 'missing-delta',
    what: 'A missing delta is empty',
    why: 'The choice says only that it is finished, or what was filtered',
    drops: false,
    providers: ['Azure'],
    sources: ['recording 07d54cdaccb559ea'],
  },
  {
    code: 'missing-error-message',
    what: 'An error without a message has an empty one, or the text found beside it',
    why: 'The error itself is the fact',
    drops: false,
    providers: [],
    sources: [],
  },
  {
    code: 'missing-finish-reason',
    what: 'A missing finish reason is null',
    why: 'It is not inferred from the content',
    drops: false,
    providers: ['xAI', 'z.ai', 'Cerebras', 'doubleword', 'GitHub Copilot', 'GigaChat', 'OpenRouter'],
    sources: ['maximhq/bifrost#1489', 'ai-dynamo/aiperf#139', 'recording d0e92db614352efc'],
  },
  {
    code: 'missing-id',
    what: "A missing id is `''`",
    why: 'No id is invented',
    drops: false,
    providers: ['GigaChat'],
    sources: ['maximhq/bifrost#617', 'recording d00261188cfd1462'],
  },
  {
    code: 'missing-index',
    what: 'A missing index is the position',
    why: 'Choices are sent in order',
    drops: false,
    providers: ['Cloudflare Workers AI', 'OpenRouter'],
    sources: ['vercel/ai#4031', 'OpenRouterTeam/ai-sdk-provider#79'],
  },
  {
    code: 'missing-message',
    what: 'A choice without a message has one that says nothing',
    why: 'A filtered choice has none; filter results, or a delta, stay where they are',
    drops: false,
    providers: ['Azure', 'GigaChat'],
    sources: ['recording a63c413a2beee880', 'recording d00261188cfd1462'],
  },
  {
    code: 'missing-model',
    what: "A missing model is `''`",
    why: 'No model is invented',
    drops: false,
    providers: [],
    sources: ['pydantic/pydantic-ai#2323'],
  },
  {
    code: 'missing-tool-name',
    what: "A missing tool name is `''`, and so is the one of a call without a function",
    why: 'The call stays visible, for the caller to refuse',
    drops: false,
    providers: [],
    sources: ['BerriAI/litellm#24095'],
  },
  {
    code: 'nested-completion',
    what: 'A completion inside `provider` is lifted to where null stands',
    why: 'OpenRouter sends it so now and then',
    drops: false,
    providers: ['OpenRouter'],
    sources: ['pydantic/pydantic-ai#3994', 'pydantic/pydantic-ai#4528'],
  },
  {
    code: 'number-from-string',
    what: 'A number sent as text is read',
    why: 'Nothing is lost: the text stays in `received`',
    drops: false,
    providers: ['Writer'],
    sources: ['recording 150d36d0ba875114'],
  },
  {
    code: 'reserved-key',
    what: 'A key that only the domain object has, or one in both spellings, is left out',
    why: 'The domain object cannot hold both',
    drops: true,
    providers: [],
    sources: [],
  },
  {
    code: 'reused-index',
    ofStreams: true,
    what: 'A tool call fragment with a new id and a name, whose index belongs to a call that has all its arguments, or none and another name, begins a call',
    why: 'Some send every parallel call as index 0; merged, none could be made',
    drops: false,
    providers: ['OpenRouter', 'Cerebras'],
    sources: ['recording 78c4e13d84d47af5'],
  },
  {
    code: 'skipped-event',
    ofStreams: true,
    what: 'An event that is JSON, but neither a chunk nor an error, is left out',
    why: 'Gateways send notes of their own between the chunks',
    drops: true,
    providers: [],
    sources: ['anomalyco/opencode#1298'],
  },
  {
    code: 'string-from-number',
    what: 'Text sent as a number is written out',
    why: 'Ids are text in the contract',
    drops: false,
    providers: ['Hugging Face'],
    sources: ['OpenRouterTeam/ai-sdk-provider#82', 'recording 21fadd288deb3776'],
  },
  {
    code: 'token-count',
    what: 'A missing count is what the other two leave',
    why: 'The sum says so',
    drops: false,
    providers: ['Neon'],
    sources: ['maximhq/bifrost#5425'],
  },
  {
    code: 'tool-call-id',
    what: 'A missing or empty tool call id is made up, the same for the same input',
    why: "The caller must echo it in the tool's answer",
    drops: false,
    providers: ['Gemini', 'LM Studio'],
    sources: [
      'vercel/ai#6663',
      'BerriAI/litellm#24095',
      'farion1231/cc-switch#5093',
      'lmstudio-ai/lmstudio-bug-tracker#830',
    ],
  },
  {
    code: 'tool-call-type',
    what: 'A missing or empty tool call type is `custom` where that is there, else `function`',
    why: 'It cannot be another',
    drops: false,
    providers: ['Mistral'],
    sources: ['BerriAI/litellm#24095', 'recording 10364bf5bb1b8095'],
  },
  {
    code: 'unknown-key',
    what: 'Of requests: a key that this library does not know is passed on and reported',
    why: 'Nothing is changed; in strict mode it is an error',
    drops: false,
    providers: [],
    sources: [],
  },
  {
    code: 'unterminated-event',
    ofStreams: true,
    what: 'The last event counts without the blank line after it',
    why: 'It is what arrived, and often says why the answer ended',
    drops: false,
    providers: ['Mistral', 'doubleword', 'OpenAI', 'Hugging Face'],
    sources: ['recording 810a814c89d03f94'],
  },
  {
    code: 'wrong-object',
    what: "An object name that is missing or another becomes the contract's",
    why: 'The body is what its choices say',
    drops: false,
    providers: ['z.ai', 'GitHub Copilot', 'Hugging Face', 'Perplexity', 'Azure'],
    sources: ['recording bdb28653c2a5481f'],
  },
  {
    code: 'wrong-role',
    what: 'The role of an answer is `assistant`',
    why: 'No other role answers',
    drops: false,
    providers: ['GigaChat'],
    sources: ['recording d00261188cfd1462'],
  },
]

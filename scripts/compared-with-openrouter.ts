// What the page that compares our types with those of `@openrouter/sdk` says besides the types.
import { comparedTypesPage, installedVersion } from './compared-types.ts'

/** Whatever their types say, their parser decides: `compared-with-openrouter.test.ts` asks it. */
const intro = `# Compared with the types of \`@openrouter/sdk\`

Version ${installedVersion('@openrouter/sdk')} of \`@openrouter/sdk\` beside the domain types of \`@chat-completion/core\`: both are camelCase. Their SDK checks each
answer with a schema made from its types, so a type says what gets through.

| | ours | theirs |
| --- | --- | --- |
| an answer that does not fit | repaired, each repair named; else a typed error | the whole answer is rejected, as \`ResponseValidationError\` |
| keys that are not listed | kept, in answers and requests | dropped, in answers and requests: \`provider\`, \`nativeFinishReason\`, \`annotations\`, \`reasoningContent\`, \`n\`, … |
| what a model demands back | kept: \`reasoningContent\`, Gemini's signature in \`extraContent\` | dropped on the way in, and on the way out |
| absent and null | both mean "not given", everywhere | each field allows one, both or neither |
| numbers | finite | times and counts must be whole |
| an error with status 200 | \`ProviderError\` with the provider's message | rejected: \`choices\` is missing |
| \`content\` of an answer | text; parts lie beside it, in \`contentParts\` | text or parts |
| custom tool calls | typed | the answer is rejected |
| a kind that is not listed | as the provider sent it | \`{ type: 'UNKNOWN', raw }\` |
| a known kind with a new key | the key is kept | the key is dropped |

A type test cannot run their parser, so a test does: \`scripts/compared-with-openrouter.test.ts\` holds this table. To move code over:
[From \`@openrouter/sdk\`](guides/from-openrouter-sdk.md). The sections below are written from the types by \`pnpm pages --write\`; "optional" is a key that may be absent.
`

export function comparedWithOpenRouterPage(): string {
  return comparedTypesPage({
    intro,
    imports:
      "import type * as Ours from '@chat-completion/core'\nimport type * as Theirs from '@openrouter/sdk/models'",
    pairs: [
      ['ChatCompletion', 'ChatResult'],
      ['ChatCompletionChoice', 'ChatChoice'],
      ['ChatCompletionMessage', 'ChatAssistantMessage'],
      ['ChatCompletionMessageFunctionToolCall', 'ChatToolCall'],
      ['ReasoningDetailText', 'ReasoningDetailText'],
      ['ReasoningDetailSummary', 'ReasoningDetailSummary'],
      ['ReasoningDetailEncrypted', 'ReasoningDetailEncrypted'],
      ['ReasoningDetailServerToolCall', 'ReasoningDetailServerToolCall'],
      ['ChatCompletionAudio', 'ChatAudioOutput'],
      ['ChatCompletionTokenLogprobs', 'ChatTokenLogprobs'],
      ['ChatCompletionTokenLogprob', 'ChatTokenLogprob'],
      ['CompletionUsage', 'ChatUsage'],
      ['PromptTokensDetails', 'ChatUsagePromptTokensDetails'],
      ['CompletionTokensDetails', 'ChatUsageCompletionTokensDetails'],
      ['CostDetails', 'CostDetails'],
      ['ServerToolUse', 'ServerToolUseDetails'],
      ['ChatCompletionChunk', 'ChatStreamChunk'],
      ['ChatCompletionChunkChoice', 'ChatStreamChoice'],
      ['ChatCompletionChunkChoiceDelta', 'ChatStreamDelta'],
      ['ChatCompletionChunkChoiceDeltaToolCall', 'ChatStreamToolCall'],
      ['ErrorObject', 'ChatStreamChunkError'],
      ['ChatCompletionCreateParams', 'ChatRequest'],
    ],
    notes: {
      'ChatCompletion.created': 'theirs rejects a fraction',
      'ChatCompletionMessage.content': 'ours is text alone, the parts are in `contentParts`',
      'ChatCompletionMessage.contentParts': 'theirs has them in `content`',
      'ChatCompletionMessage.toolCalls': 'theirs rejects all but function calls',
      'ChatCompletionMessage.reasoningDetails': 'theirs wraps a kind it does not list',
      'CompletionUsage.promptTokens': 'theirs rejects a fraction',
      'CompletionUsage.completionTokens': 'theirs rejects a fraction',
      'CompletionUsage.totalTokens': 'theirs rejects a fraction',
      'ChatCompletionChunk.created': 'theirs rejects a fraction',
      'ChatCompletionChunkChoiceDelta.contentParts': 'theirs has text alone, and rejects parts',
      'ErrorObject.code': 'theirs rejects a text',
      'ChatCompletionCreateParams.stream': 'theirs sends `false` where it is absent',
      'ChatCompletionCreateParams.tools': 'theirs sends a custom tool without its name',
    },
    unlistedByTheirs: 'theirs drops it',
    unlistedByOurs: 'ours keeps it, as an unknown key',
    requiredByTheirs: 'theirs rejects absence',
    neverNullInTheirs: 'theirs rejects null',
    requiredAndNeverNull: 'theirs rejects absence and null',
  })
}

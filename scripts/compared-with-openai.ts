// What the page that compares our types with those of `openai` says besides the types.
import { comparedTypesPage, installedVersion } from './compared-types.ts'

const intro = `# Compared with the types of \`openai\`

Version ${installedVersion('openai')} of \`openai\` beside the types of \`@chat-completion/core/wire\`: both are snake_case, as JSON travels.

**Every answer, chunk and request typed by \`openai\` fits ours.** What these take and return is assignable to the wire type of the same
name, field by field, without an exception; type tests hold it:

| theirs | ours |
| --- | --- |
| \`ChatCompletion\`, \`ChatCompletionChunk\`, \`ChatCompletionMessage\` and all below them | the same name |
| \`ChatCompletionCreateParams\`, and its \`Base\`, \`NonStreaming\` and \`Streaming\` forms | \`ChatCompletionCreateParams\` |
| \`ChatCompletionMessageParam\`, \`ChatCompletionTool\`, \`ChatCompletionToolChoiceOption\` | the same name |
| \`CompletionUsage\` | the same name |
| \`ErrorObject\` | the same name, apart from \`misalignment\`, which ours does not list |

So an answer of their client is an input of \`completionFromWire\` as it is. Of every key that their types list, ours list all but one:
\`ErrorObject.misalignment\`. It is new, says why a review stopped a request, and no other provider sends it. It is kept like any
unknown key.

**The other way round ours is wider**, because it describes what all providers send: null where a key has nothing to say, words that an
enum does not list yet, keys of other publishers. A cast at the call says that you know which provider you call:

\`\`\`ts
import { type ChatCompletionCreateParams, createParamsToWire } from '@chat-completion/core'
import type OpenAI from 'openai'

const params: ChatCompletionCreateParams = { model: 'gpt-4o', messages: [{ role: 'user', content: 'Hi' }], maxTokens: 9 }
const theirs = createParamsToWire(params) as OpenAI.Chat.Completions.ChatCompletionCreateParamsNonStreaming
\`\`\`

To move code over: [From \`openai\`](guides/from-openai.md). The sections below are written from the types by \`pnpm pages --write\`; "optional" is a key that may be absent.
`

export function comparedWithOpenAIPage(): string {
  return comparedTypesPage({
    intro,
    imports: [
      "import type * as Ours from '@chat-completion/core/wire'",
      "import type * as Theirs from 'openai/resources'",
    ].join('\n'),
    pairs: [
      ['ChatCompletion', 'ChatCompletion'],
      ['ChatCompletionChoice', 'ChatCompletion.Choice'],
      ['ChatCompletionMessage', 'ChatCompletionMessage'],
      ['ChatCompletionMessageFunctionToolCall', 'ChatCompletionMessageFunctionToolCall'],
      ['ChatCompletionMessageCustomToolCall', 'ChatCompletionMessageCustomToolCall'],
      ['UrlCitation', 'ChatCompletionMessage.Annotation.URLCitation'],
      ['ChatCompletionAudio', 'ChatCompletionAudio'],
      ['ChatCompletionTokenLogprobs', 'ChatCompletion.Choice.Logprobs'],
      ['ChatCompletionTokenLogprob', 'ChatCompletionTokenLogprob'],
      ['CompletionUsage', 'CompletionUsage'],
      ['PromptTokensDetails', 'CompletionUsage.PromptTokensDetails'],
      ['CompletionTokensDetails', 'CompletionUsage.CompletionTokensDetails'],
      ['ChatCompletionChunk', 'ChatCompletionChunk'],
      ['ChatCompletionChunkChoice', 'ChatCompletionChunk.Choice'],
      ['ChatCompletionChunkChoiceDelta', 'ChatCompletionChunk.Choice.Delta'],
      ['ChatCompletionChunkChoiceDeltaToolCall', 'ChatCompletionChunk.Choice.Delta.ToolCall'],
      ['ErrorObject', 'ErrorObject'],
      ['ChatCompletionCreateParams', 'ChatCompletionCreateParamsNonStreaming'],
    ],
    notes: {
      'ChatCompletionChoice.finish_reason': 'theirs lists five words, ours is open',
      'ChatCompletionChunkChoice.finish_reason': 'theirs lists five words, ours is open',
      'ChatCompletionMessage.content': 'Mistral sends parts',
      'ChatCompletionChunkChoiceDelta.content': 'Mistral sends parts',
      'ErrorObject.code': 'OpenRouter sends a number',
    },
    unlistedByTheirs: 'not in their type',
    unlistedByOurs: 'ours keeps it, as an unknown key',
    requiredByTheirs: 'theirs says it is always there',
    neverNullInTheirs: 'theirs rules out null',
    requiredAndNeverNull: 'theirs says it is always there, and never null',
  })
}

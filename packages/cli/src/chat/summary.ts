import {
  type ChatCompletion,
  type CompletionUsage,
  choiceOf,
  costOf,
  finishReasonOf,
  hasToolCalls,
  refusalOf,
  textOf,
} from '@chat-completion/core'
import { counted } from '../counted.ts'
import type { Answer } from './ask.ts'
import { toLine } from './terminal-text.ts'

const mostSources = 50

/** Whether the answer is whole: neither refused nor cut off. */
export function isWhole({ completion, error }: Answer): boolean {
  const reason = finishReasonOf(completion)
  const isCut = reason === 'length' || reason === 'content_filter' || reason === 'error'
  return error === undefined && completion.choices.length > 0 && !isCut && refusalOf(completion) === ''
}

/** Why the model stopped, where that is not the usual reason. */
export function endingOf(completion: ChatCompletion): string | undefined {
  switch (finishReasonOf(completion)) {
    case 'length':
      return 'Cut off: the limit of tokens was reached (length)'
    case 'content_filter':
      return 'Cut off: the filter of the provider stopped it (content_filter)'
    case 'other':
    case 'error':
      return `Ended: the reason is ${JSON.stringify(toLine(String(choiceOf(completion).finishReason)))}`
    default:
      return undefined
  }
}

/** What a terminal cannot show, and the lack of anything to show. */
export function restOf(completion: ChatCompletion): string[] {
  const { message } = completion.choices[0] ?? {}
  if (message === undefined) return ['The answer is empty']
  const { images, audio, functionCall } = message
  const rest: string[] = []
  if (images?.length) rest.push(`Not shown: ${counted(images.length, 'image')}, --json has it all`)
  if (audio) rest.push(audio.transcript ? `Spoken: ${toLine(audio.transcript)}` : 'Not shown: speech, --json has it')
  const isEmpty =
    textOf(completion) === '' && refusalOf(completion) === '' && !hasToolCalls(completion) && !functionCall
  return isEmpty && rest.length === 0 ? ['The answer has no text'] : rest
}

/** The pages that the answer draws on. */
export function sourcesOf(completion: ChatCompletion): string[] {
  const cited = (completion.choices[0]?.message.annotations ?? []).flatMap((annotation) =>
    'urlCitation' in annotation ? [annotation.urlCitation] : [],
  )
  // Perplexity has no more than addresses; OpenRouter sends both.
  const sources = cited.length > 0 ? cited : (completion.citations ?? []).map((url) => ({ url, title: null }))
  const lines = sources.slice(0, mostSources).map(({ url, title }, index) => {
    return `[${index + 1}] ${[title ?? '', url].map(toLine).filter(Boolean).join(', ')}`
  })
  return sources.length > mostSources ? [...lines, `and ${sources.length - mostSources} more`] : lines
}

/** Who answered, what it took, and how long. */
export function usageOf({ completion, firstToken, total }: Answer): string {
  const { model, provider, usage } = completion
  const times = [firstToken === undefined ? '' : `first token ${seconds(firstToken)}`, `total ${seconds(total)}`]
  const parts = [
    [toLine(model), provider ? `by ${toLine(provider)}` : ''].filter(Boolean).join(' '),
    usage ? tokensOf(usage) : 'no usage reported',
    creditsOf(costOf(completion)),
    times.filter(Boolean).join(', '),
  ]
  return parts.filter(Boolean).join(' · ')
}

export function tokensOf(usage: CompletionUsage): string {
  const { promptTokens, completionTokens, promptTokensDetails, completionTokensDetails } = usage
  const cached = promptTokensDetails?.cachedTokens
  const reasoning = completionTokensDetails?.reasoningTokens
  const tokensIn = `${number(promptTokens)} tokens in${cached ? ` (${number(cached)} cached)` : ''}`
  return `${tokensIn}, ${number(completionTokens)} out${reasoning ? ` (${number(reasoning)} reasoning)` : ''}`
}

/** In the unit of who reports it: OpenRouter's and Vercel's credits are US dollars. */
export function creditsOf(cost: number | null): string {
  return cost === null ? '' : `${cost.toLocaleString('en-US', { maximumSignificantDigits: 3 })} credits`
}

function number(value: number): string {
  return value.toLocaleString('en-US')
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`
}

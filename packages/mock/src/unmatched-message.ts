import type { ChatCompletionCreateParams } from '@chat-completion/core'
import { lastUserText, toolNamesOf } from './condition.ts'
import type { Miss } from './rule.ts'

const maxText = 80
const maxNearest = 3

/** What was asked, and what the rules that come nearest lack. */
export function unmatchedMessage(params: ChatCompletionCreateParams, misses: readonly Miss[]): string {
  const asked = `Cannot answer ${askedBy(params)}`
  if (misses.length === 0) return `${asked}: there are no rules`
  const nearest = [...misses].sort((one, other) => one.distance - other.distance).slice(0, maxNearest)
  const lines = nearest.map(({ name, reasons }) => `\n- rule (${name}): ${reasons.join(', ')}`)
  return `${asked}: no rule matches${lines.join('')}`
}

/** A request in short. */
export function askedBy(params: ChatCompletionCreateParams): string {
  const text = lastUserText(params)
  // Not with half a character at its end.
  const shown = text.length > maxText ? `${text.slice(0, maxText).replace(/[\ud800-\udbff]$/, '')}…` : text
  const tools = toolNamesOf(params)
  return [
    JSON.stringify(shown),
    ...(params.model ? [`model ${JSON.stringify(params.model)}`] : []),
    ...(tools.length > 0 ? [`tools ${tools.map((name) => JSON.stringify(name)).join(' ')}`] : []),
  ].join(', ')
}

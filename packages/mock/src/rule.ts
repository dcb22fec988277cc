import type { ChatCompletionCreateParams } from '@chat-completion/core'
import type { MockAnswerSource } from './answer.ts'
import { type Condition, type Conditions, conditionsOf } from './condition.ts'
import { Items } from './items.ts'
import { checkReplyOptions, type ReplyOptions } from './reply-options.ts'

/** Why a rule does not answer a request. */
export interface Miss {
  readonly name: string
  /** How many of its conditions the request does not meet. */
  readonly distance: number
  readonly reasons: readonly string[]
}

/** Which requests are answered, with what, and how many have been. */
export class Rule {
  readonly name: string
  readonly answer: MockAnswerSource
  readonly options: ReplyOptions
  readonly #conditions: readonly Condition[]
  readonly #call: number | undefined
  readonly #times: number
  #seen = 0
  #answered = 0
  #items = new Items()

  constructor(conditions: Conditions, answer: MockAnswerSource, options: ReplyOptions) {
    checkReplyOptions(options)
    this.#conditions = conditionsOf(conditions)
    this.#call = conditions.call
    this.#times = options.times ?? Number.POSITIVE_INFINITY
    this.name = options.name ?? nameOf(conditions)
    this.answer = answer
    this.options = options
  }

  /** Counts a request, and tells what keeps the rule from answering it; undefined, if it may. */
  miss(params: ChatCompletionCreateParams, request: Request): Miss | undefined {
    const { name } = this
    const unmet = this.#conditions.filter((condition) => !condition.isMet(params, request))
    if (unmet.length > 0) return { name, distance: unmet.length, reasons: unmet.map(({ label }) => `not ${label}`) }
    this.#seen += 1
    const isLater = this.#call !== undefined && this.#call !== this.#seen
    if (isLater) return { name, distance: 0, reasons: [`this is call ${this.#seen}`] }
    const isUsedUp = this.#answered >= this.#times
    return isUsedUp ? { name, distance: 0, reasons: [`used ${times(this.#times)}, as often as it may`] } : undefined
  }

  /** @returns Which of its answers comes next, from 1. */
  take(): number {
    this.#answered += 1
    return this.#answered
  }

  /** What is given for an answer: of a factory, its next item. */
  itemOf(answer: unknown): unknown {
    return this.#items.next(answer)
  }

  /** What is still expected of it; undefined where it has done its part. */
  get pending(): string | undefined {
    if (this.#answered === 0) return `(${this.name}): never used`
    const isShort = Number.isFinite(this.#times) && this.#answered < this.#times
    return isShort ? `(${this.name}): used ${times(this.#answered)} of ${this.#times}` : undefined
  }

  clear(): void {
    this.#seen = 0
    this.#answered = 0
    this.#items = new Items()
  }
}

/** The conditions, as they are written. */
export function nameOf(conditions: Conditions): string {
  const labels = conditionsOf(conditions).map(({ label }) => label)
  if (conditions.call !== undefined) labels.push(`call ${conditions.call}`)
  return labels.join(', ') || 'any request'
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`
}

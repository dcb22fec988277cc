import { costOf } from '@chat-completion/core'
import { counted } from '../counted.ts'
import type { Answer } from './ask.ts'
import { creditsOf, tokensOf } from './summary.ts'

/** What the answers of a conversation took, those that were taken back included: they were paid for. */
export class Totals {
  #answers = 0
  #reported = 0
  #tokens = { promptTokens: 0, completionTokens: 0, totalTokens: 0 }
  #cached = 0
  #reasoning = 0
  #cost: number | null = null

  add({ completion }: Answer): void {
    this.#answers += 1
    const { usage } = completion
    if (!usage) return
    this.#reported += 1
    this.#tokens.promptTokens += usage.promptTokens
    this.#tokens.completionTokens += usage.completionTokens
    this.#cached += usage.promptTokensDetails?.cachedTokens ?? 0
    this.#reasoning += usage.completionTokensDetails?.reasoningTokens ?? 0
    const cost = costOf(completion)
    if (cost !== null) this.#cost = (this.#cost ?? 0) + cost
  }

  toString(): string {
    const usage = {
      ...this.#tokens,
      promptTokensDetails: { cachedTokens: this.#cached },
      completionTokensDetails: { reasoningTokens: this.#reasoning },
    }
    const unreported = this.#answers - this.#reported
    const parts = [
      counted(this.#answers, 'answer'),
      tokensOf(usage),
      creditsOf(this.#cost),
      unreported > 0 ? `${unreported} without usage` : '',
    ]
    return parts.filter(Boolean).join(' · ')
  }
}

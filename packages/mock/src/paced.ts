import type { StreamStep } from '@chat-completion/fixtures'
import { wholeWaits } from './whole-waits.ts'

/** What a model says, in JSON of any dialect. */
const literal =
  /"(?:content|reasoning|reasoning_content|refusal|arguments|input|transcript)"\s*:\s*"((?:[^"\\]|\\.)+)"/g

/** Lets the events that say something come so that the stream says so many tokens, words about, a second. */
export function paced(steps: readonly StreamStep[], tokensPerSecond: number): StreamStep[] {
  const texts = steps.map(textOf)
  const wait = (tokensIn(steps) / texts.filter(Boolean).length / tokensPerSecond) * 1000
  const waits = wholeWaits(texts.map((text) => (text ? wait : 0)))
  return steps.flatMap((step, index) => (waits[index] ? [{ wait: waits[index] }, step] : [step]))
}

/** How many tokens, words about, all of it says. */
export function tokensIn(steps: readonly StreamStep[]): number {
  return (
    steps
      .map(textOf)
      .join('')
      .match(/\s*\S+/g)?.length ?? 0
  )
}

function textOf(step: StreamStep): string {
  return typeof step === 'string' ? Array.from(step.matchAll(literal), ([, text]) => text).join('') : ''
}

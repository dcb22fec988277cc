import type { StreamStep } from '@chat-completion/fixtures'
import { spokenIn } from './spoken.ts'
import { wholeWaits } from './whole-waits.ts'

/** Lets the events that say something come so that the stream says so many tokens, words about, a second. */
export function paced(steps: readonly StreamStep[], tokensPerSecond: number): StreamStep[] {
  const texts = steps.map(textOf)
  const tokens = texts.join('').match(/\s*\S+/g)?.length ?? 0
  const wait = (tokens / texts.filter(Boolean).length / tokensPerSecond) * 1000
  const waits = wholeWaits(texts.map((text) => (text ? wait : 0)))
  return steps.flatMap((step, index) => (waits[index] ? [{ wait: waits[index] }, step] : [step]))
}

function textOf(step: StreamStep): string {
  return typeof step === 'string'
    ? spokenIn(step)
        .map(({ text }) => text)
        .join('')
    : ''
}

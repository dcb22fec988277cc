import { flawOf } from '../answers.ts'
import { type Check, failed, type Outcome, passed, skipped } from '../check.ts'
import { askWhole } from '../questions.ts'
import type { Session } from '../session.ts'

/** Long enough to leave in the middle of it. */
const long = 'Count from 1 to 500, in digits, with commas between them.'
/** In milliseconds. */
const [leastPatience, mostPatience] = [50, 2_000]

export const abort: readonly Check[] = [
  {
    id: 'abort-stream',
    level: 'compat',
    title: 'After a client has left in the middle of a stream, the next request is answered',
    why: 'People stop answers all the time; a server that goes on generating, or breaks, keeps the next one waiting.',
    sources: ['cloudflare/workerd#4638', 'tombii/better-ccflare#360'],
    needs: ['completion-answers'],
    async run(session) {
      const exchange = await session.chat(long, { stream: true }, { leaveAtFirstPiece: true })
      if (exchange.end !== 'left' || exchange.status !== 200)
        return skipped(`there was no stream to leave: ${exchange.state}`)
      return answers(session)
    },
  },
  {
    id: 'abort-before-answer',
    level: 'compat',
    title: 'After a client has left before the first token, the next request is answered',
    why: 'A client that runs out of time leaves before the answer; a slot that stays taken blocks all the others.',
    sources: ['cloudflare/workerd#4638', 'openai/openai-node#419'],
    needs: ['abort-stream'],
    async run(session) {
      // As long as a short answer took: the request has arrived, and the long answer is not whole.
      const { milliseconds } = await askWhole(session)
      const leaveAfter = Math.round(Math.min(Math.max(milliseconds, leastPatience), mostPatience))
      const exchange = await session.chat(long, {}, { leaveAfter })
      if (exchange.end !== 'left') return skipped(`the answer came before it could be left, within ${leaveAfter} ms`)
      return answers(session)
    },
  },
]

async function answers(session: Session): Promise<Outcome> {
  const next = await session.chat('Reply with only this word: hello')
  const flaw = flawOf(next)
  if (flaw?.outcome !== 'failed') return flaw ?? passed
  return failed(`the request after it failed: ${flaw.reason}`, next)
}

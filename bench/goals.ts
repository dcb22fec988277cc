import process from 'node:process'
import { isChecking } from './asked.ts'
import { figure } from './page.ts'

/** How many times as bad as the goal a figure may be in a check: more than a busy machine makes of it. */
const margin = 2

type Goal = ({ readonly atMost: number } | { readonly atLeast: number }) & { readonly margin?: number }

/** What a machine reaches that does nothing else. */
const goals = {
  'nothing to repair, by JSON.parse, the median': { atMost: 0.25 },
  'with repairs, by JSON.parse, the median': { atMost: 1 },
  'answers that take at most half of JSON.parse, %': { atLeast: 90 },
  'times as fast as @openrouter/sdk, the median': { atLeast: 12 },
  'times as fast as valibot, the median': { atLeast: 4 },
  // Bytes are counted: they are the same on every machine.
  'memory of parsing, by that of a copy of its result, the median': { atMost: 1.2, margin: 1.25 },
  // To load valibot as well would add 1.
  'time to import this package, by that of valibot alone': { atMost: 1.3, margin: 1.5 },
  'times as fast as the floor, in reads of 16 kB': { atLeast: 0.9 },
  'times as fast as the floor, in reads of 512 B': { atLeast: 0.6 },
  'times as fast as openai .stream(), in reads of 16 kB': { atLeast: 3 },
  'times as fast as the AI SDK, in reads of 16 kB': { atLeast: 6 },
  'time of a chunk in a stream of up to 1 M, by that in one of 1 k': { atMost: 1.3 },
  'MB of a process that gathers 1 M chunks of a token': { atMost: 200, margin: 1.25 },
} satisfies Record<string, Goal>

/**
 * Tells whether a goal is reached; where it is not, the process fails. A check looks for what has become much slower, on a machine that may
 * be busy.
 *
 * @param more What else there is to say about the value.
 * @returns The line that the page has.
 */
export function judge(what: keyof typeof goals, value: number, more = ''): string {
  const goal: Goal = goals[what]
  const factor = isChecking ? (goal.margin ?? margin) : 1
  const [kind, limit] =
    'atMost' in goal ? (['at most', goal.atMost * factor] as const) : (['at least', goal.atLeast / factor] as const)
  const isReached = kind === 'at most' ? value <= limit : value >= limit
  const told = `${what}: ${figure(value)}${more}, to be ${kind} ${Number(figure(limit))}`
  console.log(`${isReached ? 'reached' : 'MISSED '}  ${told}`)
  if (!isReached) process.exitCode = 1
  return `- ${isReached ? 'reached' : '**missed**'}: ${told}`
}

import type { Bodies } from './bodies.ts'
import { rowOf } from './row.ts'
import type { Speed } from './speed.ts'

export interface Run {
  /** The runtime and its version. */
  readonly runtime: string
  readonly speeds: readonly Speed[]
}

const intro = `# How fast validation is

Written by \`pnpm bench:validators --write\`; without \`--write\` it prints the figures for Node, and for others that are named:
\`pnpm bench:validators bun deno\`. Times differ from machine to machine, so all figures here are ratios of one run: the time that
reading an answer takes, by the time of \`JSON.parse\` of its text. Of each answer the median of the rounds counts.

- **median**, **90 %**: half of the answers, and nine in ten, take at most this
- **≤ 0.5 ×**: the share of answers that take at most half the time of \`JSON.parse\`
- **in turn**: what it adds where each answer is parsed, then read, one after the other, so that no processor foresees the next
- **ours is faster**: the median of how many times as long as ours it takes for the same answer

\`guard\`, \`ajv\`, \`valibot\` and \`zod\` say the contract of our strict mode, derived from our own schemas; a test holds that they accept
and refuse the same. The guard says yes or no, as typia would write it. Rows with *any spelling* leave out our rule that a known key must not
be in the domain's spelling, which only matters to who maps keys. \`@openrouter/sdk\` and the AI SDK, whose \`convertResponse\` is asked, check
contracts of their own and refuse some of the answers: those are left out of their rows.
`

export function benchmarksPage({ source, bodies }: Bodies, runs: readonly Run[], goals: readonly string[]): string {
  const repaired = bodies.filter(({ isRepaired }) => isRepaired).length
  const told = `${bodies.length} answers, ${source}; ${repaired} of them need a repair. On two cores.`
  const tables = runs.map(({ runtime, speeds }) => `## ${runtime}\n\n${table(speeds)}`)
  return `${[`${intro}\n${told}`, ...tables, `## Goals, on Node\n\n${goals.map((goal) => `- ${goal}`).join('\n')}`].join('\n\n')}\n`
}

function table(speeds: readonly Speed[]): string {
  const rows = speeds.map(rowOf)
  const heads = Object.keys(rows[0] ?? {})
  const lines = [heads, heads.map((_, at) => (at < 2 ? '---' : '---:')), ...rows.map((row) => Object.values(row))]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

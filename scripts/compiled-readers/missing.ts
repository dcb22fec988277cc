import type { Rule, Rules } from '../../packages/validators/src/repair.ts'

/** What is taken for a key that is missing. */
export interface Fallback {
  readonly code: string
  /** As code. */
  readonly value: string
}

/** What the rule at a place takes for a missing key, whatever else there is. */
export function fallbackAt(rules: Rules, place: readonly string[]): Fallback {
  let found: Rule | Rules | undefined = rules
  for (const step of place) found = typeof found === 'object' ? found[step] : undefined
  const rule = (typeof found === 'object' ? found['.'] : found) as Rule | undefined
  const outcomes = surroundings.map((each) => rule?.({ received: undefined, ...each }))
  const [edit] = outcomes[0] ?? []
  const isFixed = JSON.stringify(outcomes[0]) === JSON.stringify(outcomes[1]) && edit?.path === undefined
  if (!edit || !isFixed || Object(edit.value) === edit.value) {
    throw new Error(`Cannot compile what is taken for ${place.join('.')}: it depends on more than the key`)
  }
  return { code: edit.code, value: typeof edit.value === 'string' ? `'${edit.value}'` : String(edit.value) }
}

/** A rule that looks around gives something else in each. */
const surroundings = [
  { parent: {}, root: {}, path: ['one', 1, 'key'] },
  {
    parent: { total_tokens: 1, prompt_tokens: 1, message: {}, custom: {} },
    root: { id: 'two' },
    path: ['two', 2, 'key'],
  },
]

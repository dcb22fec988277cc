/** The name that was meant, if one is close enough: a suggestion for people. */
export function closest(word: string, names: readonly string[]): string | undefined {
  const asked = plain(word)
  // What is long enough has no small distance by chance.
  const limit = Math.max(1, Math.floor(asked.length / 3))
  const [best] = names
    .map((name) => ({ name, distance: distanceOf(asked, plain(name), limit) }))
    .filter(({ distance }) => distance <= limit)
    .sort((one, other) => one.distance - other.distance)
  return best?.name ?? names.find((name) => asked.length > 3 && plain(name).startsWith(asked))
}

/** `tool_call`, `tool-call` and `ToolCall` are `toolcall`. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, '')
}

/** How many characters to add, leave out, replace or swap with their neighbour. */
function distanceOf(one: string, other: string, limit: number): number {
  if (Math.abs(one.length - other.length) > limit) return Number.POSITIVE_INFINITY
  let [before, row] = [[] as number[], Array.from({ length: other.length + 1 }, (_, index) => index)]
  for (let at = 1; at <= one.length; at += 1) {
    const next = [at]
    for (let to = 1; to <= other.length; to += 1) {
      const isSame = one[at - 1] === other[to - 1]
      const isSwapped = at > 1 && to > 1 && one[at - 1] === other[to - 2] && one[at - 2] === other[to - 1]
      next[to] = Math.min(
        (row[to] as number) + 1,
        (next[to - 1] as number) + 1,
        (row[to - 1] as number) + Number(!isSame),
        isSwapped ? (before[to - 2] as number) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    ;[before, row] = [row, next]
  }
  return row[other.length] as number
}

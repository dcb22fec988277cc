/** What runs on edge hosts, too, has no `node:assert`. */
export function equal(actual: unknown, expected: unknown): void {
  const [left, right] = [JSON.stringify(actual), JSON.stringify(expected)]
  if (left !== right) throw new Error(`Cannot go on: expected ${right}, received ${left}`)
}

import type { Repair } from '@chat-completion/validators'

type Json = Record<string | number, unknown>

/** The input again: each repair's `received` at its `path`, last repair first. */
export function putBack(value: unknown, repairs: readonly Repair[]): unknown {
  let body = structuredClone(value)
  for (const { path, received } of [...repairs].reverse()) {
    const key = path.at(-1)
    if (key === undefined) {
      body = received
      continue
    }
    const parent = path.slice(0, -1).reduce<Json>((container, step) => container[step] as Json, body as Json)
    if (received === undefined) delete parent[key]
    else parent[key] = received
  }
  return body
}

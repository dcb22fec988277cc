import type { CassetteStore } from './cassette-store.ts'

export interface MemoryStore extends CassetteStore {
  /** The cassettes there are, by name. */
  readonly cassettes: ReadonlyMap<string, string>
}

/** Keeps cassettes for as long as the process runs. */
export function memoryStore(cassettes: Readonly<Record<string, string>> = {}): MemoryStore {
  const map = new Map(Object.entries(cassettes))
  return { cassettes: map, read: (name) => map.get(name), write: (name, text) => map.set(name, text) }
}

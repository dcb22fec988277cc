import type { DotPath } from '../dot-path.ts'
import { isEventStream } from '../read.ts'
import { judge } from './judge.ts'

/** Where in an envelope a body lies: at most two levels down, as in `response.body`. Undefined where there is none. */
export function payloadPath(envelope: unknown, depth = 2): DotPath | undefined {
  if (depth === 0 || typeof envelope !== 'object' || envelope === null || Array.isArray(envelope)) return undefined
  const entries = Object.entries(envelope).filter(([key]) => key !== '' && !key.includes('.'))
  const found = entries.find(([, value]) => isBody(value))
  if (found) return [found[0]]
  for (const [key, value] of entries) {
    const below = payloadPath(value, depth - 1)
    if (below) return [key, ...below]
  }
  return undefined
}

function isBody(value: unknown): boolean {
  if (typeof value === 'string') return isEventStream(value) && /^data:/m.test(value)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const { status } = judge(value, 'tolerant')
  return status === 'accepted' || status === 'repaired'
}

import type { ReasoningDetail } from '@chat-completion/core'
import { foldAll, own } from './fold.ts'

/**
 * Fragments of one block have its type and index; without an index, nothing tells. A signature may come late
 * (agno-agi/agno#5802). Encrypted blocks come whole.
 */
export function blockOf(detail: unknown): string | undefined {
  const { type, index } = detail as ReasoningDetail
  return type === 'reasoning.encrypted' || typeof index !== 'number' ? undefined : `${type} ${index}`
}

/** A block and its next fragment; undefined where another id says that it is another block. */
export function joinBlocks(block: unknown, fragment: unknown): unknown {
  const [one, other] = [(block as ReasoningDetail).id, (fragment as ReasoningDetail).id]
  return one && other && one !== other ? undefined : foldAll(own(block as object), fragment as object)
}

import type { ReasoningDetail } from '@chat-completion/core'
import { folded } from './fold.ts'

/**
 * Adds reasoning details: a fragment continues the block of its type and index, and brings its signature late
 * (agno-agi/agno#5802). Encrypted blocks come whole. What one delta lists side by side is not one block.
 */
export function addReasoningDetails(before: unknown, details: readonly ReasoningDetail[]): ReasoningDetail[] {
  const list: ReasoningDetail[] = Array.isArray(before) ? before : []
  const { length } = list
  for (const detail of details) {
    const at = blockOf(list, length, detail)
    const block = list[at]
    if (block) list[at] = folded(block, detail) as ReasoningDetail
    else list.push(detail)
  }
  return list
}

function blockOf(list: readonly ReasoningDetail[], length: number, detail: ReasoningDetail): number {
  if (detail.type === 'reasoning.encrypted') return -1
  const index = detail.index ?? null
  // Without an index, only the block before can go on.
  const oldest = index === null ? length - 1 : 0
  for (let at = length - 1; at >= oldest && at >= 0; at -= 1) {
    const block = list[at]
    if (block && block.type === detail.type && (block.index ?? null) === index && isSameId(block.id, detail.id)) return at
  }
  return -1
}

function isSameId(one: string | null | undefined, other: string | null | undefined): boolean {
  return !one || !other || one === other
}

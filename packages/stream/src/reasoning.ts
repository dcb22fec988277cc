import type { ReasoningDetail } from '@chat-completion/core'

/**
 * Whether a fragment goes on with a block: by type and index; without an index, nothing tells. Its signature may come late
 * (agno-agi/agno#5802). Encrypted blocks come whole.
 */
export function continuesBlock(block: ReasoningDetail, fragment: ReasoningDetail): boolean {
  return (
    fragment.type !== 'reasoning.encrypted' &&
    fragment.type === block.type &&
    typeof fragment.index === 'number' &&
    fragment.index === block.index &&
    (!block.id || !fragment.id || block.id === fragment.id)
  )
}

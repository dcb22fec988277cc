// How a recorded stream is framed, and what one answer tells in which place.

/** What a stream does that another need not do. */
export function habitsOf(sse: string): string[] {
  const habits: readonly (readonly [string, boolean])[] = [
    ['no [DONE]', !/^data: ?\[DONE\]/m.test(sse)],
    ['comments', /^:/m.test(sse)],
    ['named events', /^event:/m.test(sse)],
    ['event ids', /^id:/m.test(sse)],
    ['CRLF', sse.includes('\r\n')],
    ['no space after data', /^data:\S/m.test(sse)],
  ]
  return habits.flatMap(([habit, has]) => (has ? [habit] : []))
}

/** The chunks of a stream, in their order: every line of data that is JSON. */
export function chunksIn(sse: string): Record<string, unknown>[] {
  return sse.split(/\r\n|\n|\r/).flatMap((line) => {
    const data = line.startsWith('data:') ? line.slice('data:'.length).trim() : ''
    if (!data.startsWith('{')) return []
    try {
      return [JSON.parse(data)]
    } catch {
      return []
    }
  })
}

/** Where the usage of a stream is. */
export function usagePlace(chunks: readonly Record<string, unknown>[]): string {
  const places = chunks.flatMap(({ usage, choices }) => {
    if (!usage) return []
    return [Array.isArray(choices) && choices.length > 0 ? 'beside a choice' : 'in a chunk of its own']
  })
  if (places.length > 1 && places.length >= chunks.length - 1) return 'in every chunk'
  return places.at(-1) ?? 'none'
}

/** The messages of a body or the deltas of a chunk. */
export function messagesIn({ choices }: Record<string, unknown>): Record<string, unknown>[] {
  return objectsIn(choices).flatMap(({ message, delta }) => objectsIn([message ?? delta]))
}

export function finishReasonsIn({ choices }: Record<string, unknown>): string[] {
  return objectsIn(choices).flatMap(({ finish_reason }) => (typeof finish_reason === 'string' ? [finish_reason] : []))
}

/** How a message or a delta spells what the model thought. */
export function reasoningIn(message: Record<string, unknown>): string[] {
  const { reasoning, reasoning_content, reasoning_details, content } = message
  const spellings: readonly (readonly [string, boolean])[] = [
    ['reasoning', typeof reasoning === 'string' && reasoning !== ''],
    ['reasoning_content', typeof reasoning_content === 'string' && reasoning_content !== ''],
    ['reasoning_details', objectsIn(reasoning_details).length > 0],
    ['content[] of type thinking', objectsIn(content).some(({ type }) => type === 'thinking')],
    ['<think> in content', typeof content === 'string' && content.trimStart().startsWith('<think>')],
  ]
  return spellings.flatMap(([spelling, has]) => (has ? [spelling] : []))
}

/** Beyond the three counts: what has a value. */
export function usageDetailsIn({ usage }: Record<string, unknown>): string[] {
  return Object.entries(Object(usage)).flatMap(([key, value]) => {
    if (/^(prompt|completion|total)_tokens$/.test(key) || value === null) return []
    if (!/_details$/.test(key)) return [key]
    return Object.entries(Object(value)).flatMap(([detail, told]) => (told === null ? [] : [`${key}.${detail}`]))
  })
}

function objectsIn(list: unknown): Record<string, unknown>[] {
  return Array.isArray(list) ? list.filter((item) => typeof item === 'object' && item !== null) : []
}

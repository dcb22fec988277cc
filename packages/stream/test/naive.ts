/** What a stream says, read in the simplest way that can be right: the reference the accumulator is held against. */
export interface NaiveChoice {
  text: string
  reasoning: string
  arguments: string[]
  finishReason: string | null
}

interface NaiveCall {
  id: string
  arguments: string
}

interface NaiveChunk {
  usage?: Record<string, unknown> | null
  x_groq?: { usage?: Record<string, unknown> } | null
  choices?: {
    index?: number
    finish_reason?: string | null
    delta?: {
      content?: string | { type: string; text?: string; thinking?: { text?: string }[] }[] | null
      reasoning?: string | null
      reasoning_content?: string | null
      tool_calls?:
        | { index?: number; id?: string | null; function?: { name?: string | null; arguments?: string | null } }[]
        | null
    }
  }[]
}

export function readNaively(sse: string): {
  choices: Map<number, NaiveChoice>
  usage: Record<string, unknown> | undefined
} {
  const choices = new Map<number, NaiveChoice & { calls: Map<number, NaiveCall[]> }>()
  let usage: Record<string, unknown> | undefined
  for (const line of sse.split(/\r\n|\r|\n/)) {
    const data = /^data: ?(.*)$/.exec(line)?.[1]?.trim() ?? ''
    if (data === '[DONE]') break
    if (data === '') continue
    const chunk: NaiveChunk = JSON.parse(data)
    usage = chunk.usage ?? usage ?? chunk.x_groq?.usage
    for (const [position, { index = position, delta = {}, finish_reason }] of (chunk.choices ?? []).entries()) {
      const choice = choices.get(index) ?? {
        text: '',
        reasoning: '',
        arguments: [],
        finishReason: null,
        calls: new Map(),
      }
      choices.set(index, choice)
      if (typeof delta.content === 'string') choice.text += delta.content
      for (const part of Array.isArray(delta.content) ? delta.content : []) {
        choice.text += part.text ?? ''
        choice.reasoning += (part.thinking ?? []).map(({ text = '' }) => text).join('')
      }
      choice.reasoning += delta.reasoning || delta.reasoning_content || ''
      for (const call of delta.tool_calls ?? []) {
        const calls = choice.calls.get(call.index ?? choice.calls.size) ?? []
        choice.calls.set(call.index ?? choice.calls.size, calls)
        const last = calls.at(-1)
        const isNew = last === undefined || (call.id && last.id && call.id !== last.id)
        if (isNew) calls.push({ id: call.id ?? '', arguments: call.function?.arguments ?? '' })
        else last.arguments += call.function?.arguments ?? ''
      }
      choice.finishReason = finish_reason || choice.finishReason
    }
  }
  for (const choice of choices.values()) {
    choice.arguments = [...choice.calls.values()].flat().map((call) => call.arguments)
  }
  return { choices, usage }
}

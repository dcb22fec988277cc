import { preview } from '../preview.ts'

/** What a request asks, in short; nothing, where its body is none. */
export interface Asked {
  readonly model: string | undefined
  readonly isStream: boolean
  readonly prompt: string | undefined
}

const maxPrompt = 60

/** Looks at the body of a request, whatever it is: the mock judges it. */
export function askedIn(text: string): Asked {
  const { model, stream, messages } = parsed(text)
  const prompt = Array.isArray(messages) ? lastUserText(messages) : undefined
  return {
    model: typeof model === 'string' ? preview(model, maxPrompt) : undefined,
    isStream: stream === true,
    prompt: prompt === undefined ? undefined : preview(prompt, maxPrompt),
  }
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(text))
  } catch {
    return {}
  }
}

function lastUserText(messages: readonly unknown[]): string | undefined {
  const { content } = Object(messages.filter((message) => Object(message).role === 'user').at(-1))
  if (!Array.isArray(content)) return typeof content === 'string' ? content : undefined
  return content.flatMap((part) => (typeof Object(part).text === 'string' ? part.text : [])).join(' ')
}

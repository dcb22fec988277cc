import type { ChatCompletionCreateParams } from '@chat-completion/core'
import { type ParseOptions, safeParseChatCompletionCreateParams } from '@chat-completion/validators'
import { parsed } from '../client/body.ts'
import { parameterError, RequestError } from './failure.ts'

/**
 * Reads the parameters of a request.
 *
 * @param maxSize Bytes.
 * @throws {RequestError} 415, 413, or 400 with the parameter at fault.
 */
export async function readParams(
  request: Request,
  maxSize: number,
  options: ParseOptions,
): Promise<ChatCompletionCreateParams> {
  // A web page can send any other type, and none, to a server on its visitor's own machine.
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/(?:[\w.-]+\+)?json\b/i.test(type)) {
    throw new RequestError(415, `Cannot read a body of type "${type.slice(0, 100)}": send "application/json"`)
  }
  const encoding = request.headers.get('content-encoding') ?? 'identity'
  if (encoding !== 'identity') {
    throw new RequestError(415, `Cannot read a body with the encoding "${encoding.slice(0, 100)}": send it as it is`)
  }
  const text = await readText(request, maxSize).catch((error: unknown) => {
    throw error instanceof RequestError ? error : new RequestError(400, 'Cannot read the body: it broke off')
  })
  const json = toJson(text)
  const result = safeParseChatCompletionCreateParams(json, options)
  if (!result.success) throw parameterError(result.error)
  return result.value
}

async function readText(request: Request, maxSize: number): Promise<string> {
  const length = request.headers.get('content-length')
  if (Number(length) > maxSize) throw tooLarge(maxSize)
  // Servers hold a client to the length it has announced.
  if (length !== null) return request.text()
  const decoder = new TextDecoder()
  let [text, size] = ['', 0]
  for (const reader = request.body?.getReader(); reader; ) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.length
    if (size > maxSize) {
      reader.cancel().catch(() => {})
      throw tooLarge(maxSize)
    }
    text += decoder.decode(value, { stream: true })
  }
  return text + decoder.decode()
}

function tooLarge(maxSize: number): RequestError {
  return new RequestError(413, `Cannot read the body: it has more than ${maxSize} bytes`)
}

function toJson(text: string): unknown {
  const json = parsed(text)
  if (json !== undefined) return json
  const beginning = text.trim() === '' ? 'it is empty' : `it starts with ${JSON.stringify(text.slice(0, 20))}`
  throw new RequestError(400, `Cannot read the body as JSON: ${beginning}`)
}

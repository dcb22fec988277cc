import { createParamsToWire, toMessageParam } from '@chat-completion/core'
import { safeParseChatCompletion } from '@chat-completion/validators'
import { callsOf, contentOf, hasUnreadCall, refusalOf } from './answers.ts'
import { type Exchange, parsed } from './exchange.ts'
import { at } from './json.ts'
import type { Body, Session } from './session.ts'
import { contentOf as streamedContentOf, viewOf } from './stream-view.ts'
import { fragmentsOf } from './tool-fragments.ts'

/** The requests that several checks judge: each is sent once. Short questions, which even a small model answers in one way. */

const hello = 'Reply with only this word: hello'

export function askModels(session: Session): Promise<Exchange> {
  return session.once('models', () => session.request('GET', 'models'))
}

export function askWhole(session: Session): Promise<Exchange> {
  return session.once('whole', () => session.chat(hello))
}

/** As a browser asks whether a page of another host may call. */
export function askCors(session: Session): Promise<Exchange> {
  const headers = {
    origin: 'https://example.com',
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization, content-type',
  }
  return session.once('cors', () => session.request('OPTIONS', 'chat/completions', { headers }))
}

export function askStream(session: Session): Promise<Exchange> {
  return session.once('stream', () => session.chat(hello, { stream: true }))
}

export function askStreamWithUsage(session: Session): Promise<Exchange> {
  const body = { stream: true, stream_options: { include_usage: true } }
  return session.once('stream with usage', () => session.chat(hello, body))
}

/** Text that is more than ASCII, and that nobody spells another way. */
export const foreignText = 'Grüße, 你好, привет, 🌍!'

export function askUnicode(session: Session): Promise<Exchange> {
  const question = `Repeat exactly this text and nothing else: ${foreignText}`
  return session.once('unicode', () => session.chat(question, { stream: true }))
}

/** Numbers that do not occur by chance. */
export const parallelNumbers: readonly number[] = [48_151, 62_342, 73_106]

export async function askInParallel(session: Session): Promise<Exchange[]> {
  const asked = parallelNumbers.map((number) =>
    session.once(`parallel ${number}`, () => session.chat(`Reply with only this number: ${number}`)),
  )
  return Promise.all(asked)
}

export const toolName = 'get_weather'

const tools: readonly object[] = [
  {
    type: 'function',
    function: {
      name: toolName,
      description: 'Tells the weather of a city.',
      parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
    },
  },
]

const weatherQuestion: string = `What is the weather in Paris? Call the tool ${toolName}.`

export function askTools(session: Session): Promise<Exchange> {
  const isSettled = (exchange: Exchange): boolean => callsOf(exchange).length > 0 || hasUnreadCall(contentOf(exchange))
  return session.once('tools', () => withTools(session, {}, isSettled))
}

export function askToolsStream(session: Session): Promise<Exchange> {
  const isSettled = async (exchange: Exchange): Promise<boolean> => {
    const view = await viewOf(exchange)
    return fragmentsOf(view).length > 0 || hasUnreadCall(streamedContentOf(view))
  }
  return session.once('tools stream', () => withTools(session, { stream: true }, isSettled))
}

/** Forced only where the model does not call by itself: guided decoding would hide that an endpoint cannot read a call. */
async function withTools(
  session: Session,
  more: Body,
  isSettled: (exchange: Exchange) => boolean | Promise<boolean>,
): Promise<Exchange> {
  const free = await session.chat(weatherQuestion, { tools, ...more })
  if (refusalOf(free) || (await isSettled(free))) return free
  const forced = await session.chat(weatherQuestion, { tools, tool_choice: 'required', ...more })
  return isRefused(forced) ? free : forced
}

/** A call that was forced may end with "stop", as it does at OpenAI. */
export function isForced({ sent }: Exchange): boolean {
  return at(parsed(sent.body ?? ''), 'tool_choice') !== undefined
}

/** The model's own call with its result, as clients send it back: some endpoints take no other id, or want a signature. */
export async function askToolResult(session: Session): Promise<Exchange> {
  const result = safeParseChatCompletion((await askTools(session)).json)
  const message = result.success ? result.value.choices[0]?.message : undefined
  const { messages } = createParamsToWire({
    model: session.model,
    messages: [
      { role: 'user', content: weatherQuestion },
      ...(message ? [toMessageParam(message)] : []),
      ...(message?.toolCalls ?? []).map(({ id }) => ({
        role: 'tool' as const,
        toolCallId: id,
        content: 'It is 18 °C and sunny in Paris.',
      })),
    ],
  })
  return session.once('tool result', () => session.chat(weatherQuestion, { messages, tools }))
}

/** The requests that are wrong in one way each, and must be refused. */
export const mistakes = {
  malformed: (session: Session): Promise<Exchange> =>
    session.once('malformed', () => session.post(`{"model": ${JSON.stringify(session.model)}, "messages": [`)),
  withoutMessages: (session: Session): Promise<Exchange> =>
    session.once('without messages', () => session.post({ model: session.model, ...session.settings })),
  unknownModel: (session: Session): Promise<Exchange> =>
    session.once('unknown model', () => session.chat(hello, { model: 'probe/no-such-model' })),
  stream: (session: Session): Promise<Exchange> =>
    session.once('mistaken stream', () => session.post({ model: session.model, ...session.settings, stream: true })),
}

const wrongKey = 'sk-probe-this-key-is-wrong-0123456789'

/** Undefined where no key is sent that could be another. */
export function askWithWrongKey(session: Session): Promise<Exchange> | undefined {
  if (session.target.key === undefined) return undefined
  return session.once('wrong key', () => session.chat(hello, {}, { key: wrongKey }))
}

/** It says "no" to the request as such, and not because it is busy. */
export function isRefused({ status = 0 }: Exchange): boolean {
  return status >= 400 && status < 500 && status !== 429
}

/** What the probe sends in place of the key must not come back either. */
export function hasWrongKey(text: string): boolean {
  return text.includes(wrongKey)
}

import { describe, expect, test } from 'vitest'
import { canonical } from '../test/canonical.ts'
import { deepFreeze } from '../test/deep-freeze.ts'
import { fullMessage, partsMessage } from '../test/samples.ts'
import {
  type ChatCompletionAssistantMessageParam,
  type ChatCompletionMessage,
  createParamsToWire,
  messageFromWire,
  toMessageParam,
} from './index.ts'

function paramOf(message: object): ChatCompletionAssistantMessageParam {
  return toMessageParam({ role: 'assistant', content: 'Paris', ...message } as ChatCompletionMessage)
}

const extraContent = { google: { thought_signature: 'abc' } }
const call = { id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{}' }, extraContent }

describe('toMessageParam', () => {
  test.each([
    { name: 'reasoning', kept: { reasoning: 'Easy.' } },
    { name: 'reasoningContent', kept: { reasoningContent: 'Easy.' } },
    {
      name: 'reasoningDetails and their signatures',
      kept: { reasoningDetails: [{ type: 'reasoning.text', text: null, signature: 'sig', format: null }] },
    },
    { name: 'tool calls and their extraContent', kept: { toolCalls: [call] } },
    { name: 'content parts', kept: { contentParts: [{ type: 'text', text: 'Paris' }] } },
    { name: 'a refusal', kept: { refusal: 'No.' } },
    { name: 'annotations', kept: { annotations: [{ type: 'file', file: { hash: 'abc' } }] } },
    { name: 'images', kept: { images: [{ imageUrl: { url: 'data:image/png;base64,AAAA' } }] } },
    { name: 'an empty text', kept: { content: '' } },
    { name: 'unknown keys', kept: { x_some_key: { inner_key: null } } },
  ])('keeps $name', ({ kept }) => {
    expect(paramOf(kept)).toStrictEqual({ role: 'assistant', content: 'Paris', ...kept })
  })

  test.each([
    { name: 'null under a known key', message: { refusal: null } },
    { name: 'null under an unknown key', message: { x_some_key: null } },
    { name: 'undefined', message: { reasoning: undefined } },
    { name: 'an empty list of tool calls', message: { toolCalls: [] } },
    { name: 'audio without an id, which cannot be sent again', message: { audio: { data: 'AAAA' } } },
    { name: 'null tool calls and audio', message: { toolCalls: null, audio: null } },
  ])('leaves out $name', ({ message }) => {
    expect(paramOf(message)).toStrictEqual({ role: 'assistant', content: 'Paris' })
  })

  test('leaves out null content beside tool calls', () => {
    expect(paramOf({ content: null, toolCalls: [call] })).toStrictEqual({ role: 'assistant', toolCalls: [call] })
  })

  test.each([
    { name: 'all of it', audio: { id: 'audio_1', data: 'AAAA', expiresAt: 1, transcript: 'Paris' }, id: 'audio_1' },
  ])('keeps only the id of audio, given $name', ({ audio, id }) => {
    expect(paramOf({ audio }).audio).toStrictEqual({ id })
  })

  test('keeps a key named __proto__ as data', () => {
    const message = JSON.parse('{"role":"assistant","content":"Paris","__proto__":{"polluted":1}}')
    expect(canonical(toMessageParam(message))).toBe(canonical(message))
  })

  test('does not change the message', () => {
    const message = deepFreeze({ ...messageFromWire(fullMessage), toolCalls: [] })
    expect(() => toMessageParam(message)).not.toThrow()
  })
})

test('an answer whose text was edited is sent as edited', () => {
  const edited = { ...messageFromWire(partsMessage), content: 'Lyon' }
  expect(createParamsToWire({ messages: [toMessageParam(edited)] })).toEqual({
    messages: [{ role: 'assistant', content: 'Lyon' }],
  })
})

describe('an answer sent back', () => {
  test.each([
    {
      name: 'every key',
      provider: fullMessage,
      sent: () => {
        const { refusal: _, ...message } = fullMessage
        return { ...message, audio: { id: 'audio_1' } }
      },
    },
    { name: 'content in parts', provider: partsMessage, sent: () => partsMessage },
  ])('is what the provider sent, given $name', ({ provider, sent }) => {
    const body = createParamsToWire({ messages: [toMessageParam(messageFromWire(provider))] })
    expect(canonical(body)).toBe(canonical({ messages: [sent()] }))
  })
})

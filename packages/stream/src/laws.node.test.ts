import { ChatCompletionError, completionToWire, reasoningOf, textOf } from '@chat-completion/core'
import {
  accumulate,
  type ChatCompletionStreamEvent,
  type ChatCompletionStreamResult,
  readChatCompletionStream,
  readEvents,
  toChunks,
  toEventStream,
} from '@chat-completion/stream'
import { safeParseChatCompletion } from '@chat-completion/validators'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { recordings } from '../../../scripts/recordings.ts'
import { readNaively } from '../test/naive.ts'
import { outcomeOf } from '../test/outcome.ts'
import { readPlainly } from '../test/plainly.ts'
import { bytesOf, cut, from, read } from '../test/streams.ts'
import { withoutCallIndex } from '../test/without-call-index.ts'
import { ChunkDecoder } from './chunks.ts'

const streams = recordings('streams').map(({ id, sse = '' }) => ({ id, sse }))
const completions = recordings('completions')

/** Some places to cut a text at, the same in every run. */
function placesIn(sse: string, seed: number): number[] {
  const [places = []] = fc.sample(fc.array(fc.nat(bytesOf(sse).length), { minLength: 1, maxLength: 40 }), {
    seed,
    numRuns: 1,
  })
  return places
}

describe.skipIf(streams.length === 0)('every recorded stream', () => {
  const whole = new Map<string, Promise<ChatCompletionStreamResult>>()
  for (const { id, sse } of streams) whole.set(id, read(sse))

  test('says what a naive reader finds: text, reasoning, arguments, usage, finish reasons', async () => {
    for (const { id, sse } of streams) {
      const { completion } = (await whole.get(id)) as ChatCompletionStreamResult
      const naive = readNaively(sse)
      expect(
        completion.choices.map(({ index }) => index),
        id,
      ).toEqual([...naive.choices.keys()])
      for (const [index, { text, reasoning, arguments: args, finishReason }] of naive.choices) {
        const choice = completion.choices.find((each) => each.index === index)
        expect(textOf(completion, index), id).toBe(text)
        expect(reasoningOf(completion, index), id).toBe(reasoning)
        expect(choice?.finishReason, id).toBe(finishReason)
        const calls = (choice?.message.toolCalls ?? []).map((call) =>
          'function' in call ? call.function.arguments : '',
        )
        expect(calls, id).toEqual(args)
      }
      if (naive.usage?.total_tokens) expect(completion.usage?.totalTokens, id).toBe(naive.usage.total_tokens)
    }
  })

  test('a chunk that is read by its frame is what parsing gives', async () => {
    for (const { id, sse } of streams) {
      const decoder = new ChunkDecoder({})
      for await (const event of readEvents(from([sse]))) {
        const alone = new ChunkDecoder({})
        alone.position = decoder.position
        expect(outcomeOf(decoder.push(event)), id).toEqual(outcomeOf(alone.push(event)))
      }
    }
  })

  test('read by frames, it adds up to what its chunks, each parsed by itself, add up to', async () => {
    await Promise.all(whole.values())
    for (const { id, sse } of streams) expect(await whole.get(id), id).toEqual((await readPlainly(sse)).result)
  })

  test('law 3: what it adds up to is strict-valid', async () => {
    for (const { id } of streams) {
      const { completion } = (await whole.get(id)) as ChatCompletionStreamResult
      const again = safeParseChatCompletion(completionToWire(completion), { mode: 'strict' })
      expect(again, id).toMatchObject({ success: true, repairs: [] })
    }
  })

  test('law 4: the result does not depend on the cuts', async () => {
    for (const [seed, { id, sse }] of streams.entries()) {
      expect(await read(cut(sse, placesIn(sse, seed))), id).toEqual(await whole.get(id))
    }
  })

  test('law 4: nor, of the short ones, on any single cut', async () => {
    for (const { id, sse } of streams.filter(({ sse }) => sse.length < 900)) {
      for (const at of bytesOf(sse).keys())
        expect(await read(cut(sse, [at])), `${id} at ${at}`).toEqual(await whole.get(id))
    }
  })

  test.each([
    { name: 'CRLF', change: (sse: string) => sse.replace(/\r\n|\r|\n/g, '\r\n') },
    { name: 'CR', change: (sse: string) => sse.replace(/\r\n|\r|\n/g, '\r') },
    { name: 'a byte order mark', change: (sse: string) => `\ufeff${sse}` },
    { name: 'comments', change: (sse: string) => `: a\n\n${sse.replace(/^data:/gm, ': PROCESSING\ndata:')}` },
    { name: 'no space', change: (sse: string) => sse.replace(/^data: /gm, 'data:') },
  ])('law 4: nor on $name', async ({ change }) => {
    for (const [seed, { id, sse }] of streams.entries()) {
      if (seed % 5 === 0) expect(await read(cut(change(sse), placesIn(sse, seed))), id).toEqual(await whole.get(id))
    }
  })

  test('law 5: split again and gathered again, it is the same', async () => {
    for (const { id } of streams) {
      const { completion } = (await whole.get(id)) as ChatCompletionStreamResult
      expect(accumulate(toChunks(completion)).completion, id).toStrictEqual(completion)
    }
  })

  test('law 5: broken off anywhere, it gives what had come', async () => {
    for (const [seed, { id, sse }] of streams.entries()) {
      const { completion } = (await whole.get(id)) as ChatCompletionStreamResult
      const [at = 0] = placesIn(sse, seed)
      const broken = await read([bytesOf(sse).subarray(0, at)])
      expect(textOf(completion).startsWith(textOf(broken.completion)), id).toBe(true)
      expect(reasoningOf(completion).startsWith(reasoningOf(broken.completion)), id).toBe(true)
    }
  })

  test('its events are what it adds up to', async () => {
    for (const { id, sse } of streams) {
      const { status, completion } = (await whole.get(id)) as ChatCompletionStreamResult
      const events: ChatCompletionStreamEvent[] = []
      const reading = (async () => {
        for await (const event of readChatCompletionStream(from([sse])).events()) events.push(event)
      })()
      if (status === 'complete') await reading
      else await expect(reading, id).rejects.toBeInstanceOf(ChatCompletionError)
      for (const { index, message } of completion.choices) {
        const joined = (type: string): string =>
          events
            .map((event) => (event.type === type && 'text' in event && event.choice === index ? event.text : ''))
            .join('')
        expect(joined('text-delta'), id).toBe(textOf(completion, index))
        expect(joined('reasoning-delta'), id).toBe(reasoningOf(completion, index))
        const calls = (message.toolCalls ?? [])
          .map((call) => ('function' in call ? call.function.arguments : ''))
          .join('')
        expect(joined('tool-call-delta'), id).toBe(calls)
      }
    }
  })
})

describe.skipIf(completions.length === 0)('every recorded completion', () => {
  const parsed = completions.flatMap(({ id, body }) => {
    const result = safeParseChatCompletion(body)
    return result.success ? [{ id, completion: result.value }] : []
  })

  test.each(['word', 'character', 7] as const)('law 5: split by %s and gathered, it is the same', (by) => {
    for (const { id, completion } of parsed) {
      expect(accumulate(toChunks(completion, { by })).completion, id).toStrictEqual(withoutCallIndex(completion))
    }
  })

  test('law 5: written as an event stream and read, it is the same', async () => {
    for (const { id, completion } of parsed) {
      const stream = readChatCompletionStream(toEventStream(toChunks(completion)))
      expect((await stream.result()).completion, id).toStrictEqual(withoutCallIndex(completion))
    }
  })
})

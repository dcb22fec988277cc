// The framing against `eventsource-parser` as it is, fed in one piece: a million streams, each cut somewhere.
import { createParser } from 'eventsource-parser'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EventDecoder, type ServerSentEvent } from './events.ts'

const piece = fc.constantFrom(
  ...[
    'data: ',
    'data:',
    'data',
    'event: ',
    'id: ',
    'retry: ',
    ': ',
    'foo: ',
    ' ',
    'a',
    '{',
    '"b":1',
    '}',
    'é',
    '😀',
    '\0',
    ':',
  ],
  ...['\n', '\r', '\r\n', '\n\n', '\r\n\r\n', '\r\r'],
)
const text = fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join(''))

function expectedOf(text: string): ServerSentEvent[] {
  const events: ServerSentEvent[] = []
  const parser = createParser({
    onEvent: ({ data, event, id }) => data.trim() !== '' && events.push({ data, event, id }),
  })
  // A last CR waits for an LF that never comes.
  parser.feed(`${text.replace(/\r$/, '\n')}\n\n`)
  return events
}

test('eventsource-parser finds the same events in one piece: 1,000,000 times', () => {
  fc.assert(
    fc.property(text, fc.nat(60), fc.nat(60), (text, one, other) => {
      const decoder = new EventDecoder({})
      const [first = 0, second = 0] = [one, other].sort((a, b) => a - b)
      const pieces = [text.slice(0, first), text.slice(first, second), text.slice(second)]
      const framed = [...pieces.flatMap((each) => decoder.push(each)), ...decoder.end()]
      const events = framed.flatMap((each) =>
        'data' in each ? [{ data: each.data, event: each.event, id: each.id }] : [],
      )
      expect(events).toEqual(separated(expectedOf(text)))
    }),
    { numRuns: 1_000_000 },
  )
})

/** Lines that are JSON one by one are separate events here, and only here. */
function separated(events: readonly ServerSentEvent[]): ServerSentEvent[] {
  return events.flatMap((event) => {
    const lines = event.data.split('\n').filter((line) => line.trim() !== '')
    const isSeparate = event.data.includes('\n') && !isJson(event.data) && lines.every(isJson)
    return isSeparate ? lines.map((data) => ({ ...event, data })) : [event]
  })
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { TerminalText, toLine, toSafeJson } from './terminal-text.ts'

function cleaned(...pieces: readonly string[]): string {
  const text = new TerminalText()
  return pieces.map((piece) => text.push(piece)).join('')
}

const hostile = [
  { name: 'colours', text: 'a\u001b[1;31mred\u001b[0mb', shown: 'aredb' },
  { name: 'colours, with colons', text: 'a\u001b[38:2::1:2:3mb', shown: 'ab' },
  { name: 'a cleared screen', text: 'a\u001b[2J\u001b[Hb', shown: 'ab' },
  { name: 'a private mode', text: 'a\u001b[?1049hb', shown: 'ab' },
  { name: 'a title, ended by BEL', text: 'a\u001b]0;title\u0007b', shown: 'ab' },
  {
    name: 'a link, ended by ST',
    text: 'a\u001b]8;;https://evil.example\u001b\\link\u001b]8;;\u001b\\b',
    shown: 'alinkb',
  },
  { name: 'the clipboard', text: 'a\u001b]52;c;ZXZpbA==\u001b\\b', shown: 'ab' },
  { name: 'a device control string', text: 'a\u001bP$q"p\u001b\\b', shown: 'ab' },
  { name: 'a string that another sequence breaks off', text: 'a\u001b]0;t\u001b[31mb', shown: 'ab' },
  { name: 'a string that is cancelled', text: 'a\u001b]0;t\u0018b', shown: 'ab' },
  { name: 'a string without an end', text: 'a\u001b]0;t\nb', shown: 'a\nb' },
  { name: 'a character set', text: 'a\u001b(0b', shown: 'ab' },
  { name: 'a reset', text: 'a\u001bcb', shown: 'ab' },
  { name: 'an escape in an escape', text: 'a\u001b\u001b[31mb', shown: 'ab' },
  { name: 'an escape in a sequence', text: 'a\u001b[3\u001b[1mb', shown: 'ab' },
  { name: 'an escape before a letter beyond ASCII', text: 'a\u001béb', shown: 'aéb' },
  { name: 'a sequence broken off by a line', text: 'a\u001b[3\nb', shown: 'a\nb' },
  { name: 'the one-character CSI', text: 'a\u009b2Jb', shown: 'ab' },
  { name: 'the one-character OSC and ST', text: 'a\u009d0;t\u009cb', shown: 'ab' },
  { name: 'BEL, BS and DEL', text: 'a\u0007\b\u007fb', shown: 'ab' },
  { name: 'a return to the start of the line', text: 'safe\rrm -rf', shown: 'saferm -rf' },
  { name: 'line ends of Windows', text: 'a\r\nb', shown: 'a\nb' },
  { name: 'text that is turned around', text: 'a\u202eb\u2066c', shown: 'abc' },
  { name: 'an escape at the end', text: 'a\u001b', shown: 'a' },
]

describe('what does more than text can is left out, wherever the pieces are cut', () => {
  test.each(hostile)('$name', ({ text, shown }) => {
    expect(cleaned(text)).toBe(shown)
    for (let cut = 0; cut <= text.length; cut += 1) {
      expect(cleaned(text.slice(0, cut), text.slice(cut)), `cut at ${cut}`).toBe(shown)
    }
    expect(cleaned(...text), 'one by one').toBe(shown)
  })

  test('any text, in any pieces', () => {
    const characters = fc.constantFrom(
      ...'a[]P;0m\\',
      '\u001b',
      '\u009b',
      '\u0007',
      '\u009c',
      '\u0018',
      '\n',
      '\r',
      'é',
      '🌍',
    )
    fc.assert(
      fc.property(fc.array(fc.array(characters)), (pieces) => {
        const texts = pieces.map((piece) => piece.join(''))
        const shown = cleaned(...texts)
        expect(shown).toBe(cleaned(texts.join('')))
        expect(shown).not.toMatch(/(?!\n)\p{Cc}/u)
      }),
    )
  })
})

test.each(['Grüße, 世界 🌍', 'a\tb\n\nc', 'שלום عالم', 'e\u0301 👩‍👩‍👧'])('text stays as it is: %j', (text) => {
  expect(cleaned(text)).toBe(text)
  expect(cleaned(...text.split(''))).toBe(text)
})

test('on one line', () => {
  expect(toLine(' a\r\n\u001b[31mb\t c ')).toBe('a b c')
})

test('JSON says the same without control characters', () => {
  const value = { text: 'a\u001b[31m\u009b2J\u202eb\u007f\n' }
  const json = toSafeJson(value)
  expect(JSON.parse(json)).toEqual(value)
  expect(json).not.toMatch(/(?!\n)[\p{Cc}\u202e]/u)
})

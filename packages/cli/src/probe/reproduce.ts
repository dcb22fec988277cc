import type { Exchange } from './exchange.ts'
import type { Target } from './target.ts'

/** What shells take on a line. */
const maxBody = 8_000

/** The request as a command for a shell, with `$KEY` where the key stands. */
export function reproduce({ sent }: Exchange, target: Target): string {
  const { keyHeader, key, secretHeaders, secrets } = target
  const { method, url, headers, body } = sent
  const open = Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`)
  const secret = Object.keys(secretHeaders).map((name) => `-H ${quoted(`${name}: `)}"$SECRET"`)
  const words = [
    'curl -sSi',
    ...(method === 'GET' || (method === 'POST' && body !== undefined) ? [] : [`-X ${method}`]),
    quoted(url),
    ...(key && !(keyHeader.name in headers) ? [`-H "${keyHeader.name}: ${keyHeader.scheme}$KEY"`] : []),
    ...secret,
    ...open,
  ]
  if (body === undefined) return secrets.hide(words.join(' '))
  const text = body.trimEnd()
  if (body.length <= maxBody) return secrets.hide([...words, `-d ${quoted(body)}`].join(' '))
  // Blanks at the end make it large.
  const print = `printf '%s%${body.length - text.length}s' ${quoted(text)} ''`
  return secrets.hide(`${print} | ${[...words, '--data-binary @-'].join(' ')}`)
}

/** What a terminal or a reader would take for something else, as JSON writes it. */
const hazards = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu

function quoted(text: string): string {
  const open = text.replace(hazards, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return `'${open.replaceAll("'", `'\\''`)}'`
}

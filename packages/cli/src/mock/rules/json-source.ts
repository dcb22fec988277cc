import { evaluate, parse, type ValueNode } from '@humanwhocodes/momoa'
import { preview } from '../../preview.ts'
import { TroubleError } from '../trouble-error.ts'
import type { Path } from './complaints.ts'

/** JSON that knows where its values are written. Comments and trailing commas may be in it. */
export interface JsonSource {
  readonly value: unknown
  /** The line of what is at the path, from 1; of a key that is not there, of what lacks it. */
  lineOf(path: Path): number
}

/** @throws {TroubleError} The text is not JSON, or nested too deeply. */
export function readJson(file: string, written: string): JsonSource {
  const text = written.replace(/^\ufeff/, '')
  try {
    const document = parse(text, { mode: 'jsonc', allowTrailingCommas: true })
    return { value: evaluate(document), lineOf: (path) => lineOf(document.body, path) }
  } catch (error) {
    const told = error instanceof RangeError ? `${file}: it is nested too deeply` : flawOf(file, text, error as Flaw)
    throw new TroubleError([told], { cause: error })
  }
}

type Flaw = Error & Partial<Place> & { readonly offset?: number }

function flawOf(
  file: string,
  text: string,
  { message, offset = 0, line: lastLine = 1, column: lastColumn = 1 }: Flaw,
): string {
  // Momoa calls a token by a name of its own.
  const plain = message.replace(/^Unexpected token \w+/, `unexpected '${text[offset]}'`)
  const state = preview(plain.replace(/ found\. \(\d+:\d+\)$/, '').replace(/^Unexpected/, 'unexpected'))
  // Momoa says where the last token begins.
  const { line, column } = /end of input/.test(state) ? endOf(text) : { line: lastLine, column: lastColumn }
  return `${file}:${line}:${column}: it is not JSON: ${state}`
}

/** Both from 1. */
interface Place {
  readonly line: number
  readonly column: number
}

function endOf(text: string): Place {
  const lines = text.split('\n')
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 }
}

function lineOf(node: ValueNode, [key, ...rest]: Path): number {
  if (node.type === 'Object') {
    const member = [...node.members]
      .reverse()
      .find(({ name }) => (name.type === 'String' ? name.value : name.name) === key)
    if (member) return rest.length > 0 ? lineOf(member.value, rest) : member.loc.start.line
  }
  const element = node.type === 'Array' && typeof key === 'number' ? node.elements[key] : undefined
  return element ? lineOf(element.value, rest) : node.loc.start.line
}

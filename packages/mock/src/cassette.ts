import type { StreamStep } from '@chat-completion/fixtures'
import { cassetteFlaw } from './cassette-flaw.ts'
import { decoded, fromBinary, toBinary } from './pieces.ts'
import { wholeWaits } from './whole-waits.ts'

/** A recorded call, as it is stored: JSON, for people to read too. */
export interface Cassette {
  readonly version: 1
  readonly request: CassetteRequest
  readonly response: CassetteResponse
}

export interface CassetteRequest {
  readonly method: string
  /** Of its query, only `api-version` is kept. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** What the JSON says; text where it is none. */
  readonly body?: unknown
}

export interface CassetteResponse {
  /** How long it took to come, in milliseconds. */
  readonly wait: number
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** The body, in the pieces in which it came. */
  readonly pieces: readonly CassettePiece[]
  /** Whether the body was whole, the connection broke, or whoever read it left. */
  readonly end: 'close' | 'broken' | 'left'
}

/** After a wait in milliseconds, text, or bytes that are none: those of a character that is cut in two, say. */
export type CassettePiece = { readonly wait: number } & ({ readonly text: string } | { readonly base64: string })

export function toPiece(wait: number, bytes: Uint8Array): CassettePiece {
  const text = decoded(bytes)
  return text === undefined ? { wait, base64: btoa(toBinary(bytes)) } : { wait, text }
}

/** What is played of a body, so many times as fast as it was recorded. */
export function toSteps({ pieces, end }: CassetteResponse, speed: number): StreamStep[] {
  const waits = wholeWaits(pieces.map(({ wait }) => wait / speed))
  const steps = pieces.flatMap((piece, index): StreamStep[] => {
    const data = 'text' in piece ? piece.text : fromBinary(atob(piece.base64))
    return waits[index] ? [{ wait: waits[index] }, data] : [data]
  })
  return end === 'close' ? steps : [...steps, { end: 'reset' }]
}

export function writeCassette(cassette: Cassette): string {
  return `${JSON.stringify(cassette, null, 2)}\n`
}

/** @throws {CorruptCassette} It is none, or one of another version. */
export function readCassette(name: string, text: unknown): Cassette {
  const cassette = parsed(name, text)
  const flaw = cassetteFlaw(cassette)
  if (flaw !== undefined) throw new CorruptCassette(name, flaw)
  return cassette as Cassette
}

/** What is stored cannot be played. */
export class CorruptCassette extends Error {
  constructor(name: string, flaw: string) {
    super(`the cassette "${name}" is corrupt, ${flaw}`)
  }
}

function parsed(name: string, text: unknown): unknown {
  if (typeof text !== 'string') throw new CorruptCassette(name, `it is no text, but ${typeof text}`)
  try {
    return JSON.parse(text)
  } catch {
    throw new CorruptCassette(name, text === '' ? 'it is empty' : 'it is not JSON')
  }
}

import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'

/** A recorded answer of a real provider. The recordings lie beside a checkout, never in it. */
export interface Recording {
  readonly id: string
  readonly provider: string
  readonly status: number
  readonly body: unknown
  /** Of a stream: its text. */
  readonly sse?: string
  /** What of it is evidence: the framing of a stream is not where it was `reframed`. */
  readonly fidelity: 'bytes' | 'text' | 'reparsed' | 'reframed'
  /** What came before the JSON. */
  readonly leadingWhitespace?: string
}

const folder = fileURLToPath(new URL('../../shared/corpus/', import.meta.url))

/**
 * The recordings of one kind; only the one whose id the environment names as `RECORDING`, if it names one.
 *
 * @returns None where they are not there: a test that needs them says that it was skipped.
 */
export function recordings(kind: 'completions' | 'errors' | 'streams'): Recording[] {
  const file = `${folder}${kind}.jsonl.gz`
  if (!existsSync(file)) return []
  const lines = gunzipSync(readFileSync(file)).toString().trimEnd().split('\n')
  const all = lines.map((line): Recording => JSON.parse(line))
  const { RECORDING } = process.env
  return RECORDING === undefined ? all : all.filter(({ id }) => id === RECORDING)
}

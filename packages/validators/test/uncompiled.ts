import { canonical } from '../../core/test/canonical.ts'
import { type ParseOptions, type Subject, safeParse } from '../src/parse.ts'

/** What a body is parsed to, as text: by the compiled reader, and by the schema alone. */
export function outcomes<WireValue, Value>(
  subject: Subject<WireValue, Value>,
  body: unknown,
  options: ParseOptions = {},
): { compiled: string; uncompiled: string } {
  return {
    compiled: outcome(subject, body, options),
    uncompiled: outcome({ ...subject, reader: undefined }, body, options),
  }
}

function outcome<WireValue, Value>(subject: Subject<WireValue, Value>, body: unknown, options: ParseOptions): string {
  const result = safeParse(subject, body, options)
  if (result.success) return canonical(result)
  const { message, ...details } = result.error
  return canonical({ message, ...details })
}

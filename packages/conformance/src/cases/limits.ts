import { expect } from 'vitest'
import { serverLimitCases } from './errors.ts'
import { check, type Subject } from './subject.ts'
import { call } from './wire.ts'

export function limitCases(subject: Subject): void {
  const { server, upstream } = subject
  serverLimitCases(subject)

  for (const kind of ['whole', 'stream'] as const) {
    check(subject, `our client takes no more than maxSize (${kind})`, async () => {
      const { baseUrl } = upstream().at(kind)
      const facts = await call(server(), kind, { baseUrl, options: { maxSize: 10 } })
      expect(facts.error).toMatchObject({ name: 'ChatCompletionError', code: 'limit' })
    })
  }
}

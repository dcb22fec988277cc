import { type Asked, type Break, headed } from '../broken-endpoint.ts'
import type { Breakage } from './breakage.ts'

const isStream = ({ body }: Asked): boolean => body.stream === true

export const headers: readonly Breakage[] = [
  { name: 'JSON as text/plain', break: typed('text/plain; charset=utf-8'), fails: ['headers-json'] },
  { name: 'JSON without a type', break: typed(undefined), fails: ['headers-json'] },
  { name: 'a stream as JSON', break: typed('application/json', isStream), fails: ['headers-event-stream'] },
  { name: 'a stream as text/plain', break: typed('text/plain', isStream), fails: ['headers-event-stream'] },
  { name: 'JSON in Latin-1', break: typed('application/json; charset=ISO-8859-1'), fails: ['headers-charset'] },
  {
    name: 'no id for the support',
    break: () => headed((sent) => sent.delete('x-request-id')),
    fails: ['headers-request-id'],
  },
]

function typed(type: string | undefined, isMeant = (asked: Asked): boolean => !isStream(asked)): () => Break {
  return () =>
    headed((sent) => (type === undefined ? sent.delete('content-type') : sent.set('content-type', type)), isMeant)
}

import * as dialects from '@chat-completion/fixtures/dialects'
import { expect, test } from 'vitest'
import { recordings } from '../../../scripts/recordings.ts'
import { holdsForDialect, holdsForScenario, recordedRejections, scenarios } from '../test/accepted.ts'
import { recorded } from '../test/rejections.ts'

test.each(Object.keys(scenarios))('%s is read by the clients of others, with each of 1,000 seeds', (name) =>
  holdsForScenario(name, 1000),
)

test.each(Object.entries(dialects))(
  'what %s tells is read by the clients of others, with each of 1,000 seeds',
  (name, dialect) => holdsForDialect(name, dialect, 1000),
)

test.skipIf(recordings('streams').length === 0)(
  'where a client rejects a dialect, it rejects recordings of its provider for the same',
  async () => {
    const rejections = await recordedRejections()
    for (const [name, byClient] of Object.entries(recorded)) {
      for (const [client, places] of Object.entries(byClient)) {
        expect(rejections[name]?.[client], `${name}, ${client}`).toEqual(expect.arrayContaining([...places]))
      }
    }
  },
)

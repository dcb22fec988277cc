import * as dialects from '@chat-completion/fixtures/dialects'
import { test } from 'vitest'
import { holdsForDialect, holdsForScenario, scenarios } from '../test/accepted.ts'

test.each(Object.keys(scenarios))('%s is read by the clients of others, with each of 20 seeds', (name) =>
  holdsForScenario(name, 20),
)

test.each(Object.entries(dialects))(
  'what %s tells is read by the clients of others, with each of 20 seeds',
  (name, dialect) => holdsForDialect(name, dialect, 20),
)

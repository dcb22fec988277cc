import type { Dialect } from '@chat-completion/fixtures'
import * as all from '@chat-completion/fixtures/dialects'
import type { DialectName } from './dialect-name.ts'

export const dialects: Readonly<Record<DialectName, Dialect>> = all

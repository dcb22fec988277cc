import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compile } from './compile.ts'

test("each type of the guide from `openai` is there, and theirs fits the wire's", () => {
  const rows = typesIn('docs/guides/from-openai.md', /^OpenAI\./)
  const lines = rows.map(
    ([theirs, wire, domain]) => `fits<Wire.${wire}>({} as ${theirs}); export type Domain${domain} = Domain.${domain}`,
  )
  expect(rows).toHaveLength(10)
  expect(errorsOf("import type OpenAI from 'openai'", lines)).toEqual([])
})

test('each type of the guide from `@openrouter/sdk` is there', () => {
  const rows = typesIn('docs/guides/from-openrouter-sdk.md', /^Chat[A-Z]/)
  const lines = rows.map(([theirs, domain], row) => `export type Row${row} = [Theirs.${theirs}, Domain.${domain}]`)
  expect(rows).toHaveLength(9)
  expect(errorsOf("import type * as Theirs from '@openrouter/sdk/models'", lines)).toEqual([])
})

test('each class of errors that a guide names is there', () => {
  const openai = classesIn('docs/guides/from-openai.md').filter((name) => !/^(ProviderError|TypeError)$/.test(name))
  const lines = openai.map((name) => `OpenAI.${name}`)
  expect(openai).toContain('APIUserAbortError')
  expect(errorsOf("import OpenAI from 'openai'", lines)).toEqual([])
  const sdk = classesIn('docs/guides/from-openrouter-sdk.md').filter(
    (name) => !/^(Provider|Validation)Error$/.test(name),
  )
  expect(sdk).toContain('RequestAbortedError')
  expect(
    errorsOf(
      "import * as Theirs from '@openrouter/sdk/models/errors'",
      sdk.map((name) => `Theirs.${name}`),
    ),
  ).toEqual([])
})

/** The rows of a table whose first cell is a type of theirs. */
function typesIn(file: string, first: RegExp): string[][] {
  const rows = [...readFileSync(file, 'utf8').matchAll(/^\| (`.+) \|$/gm)]
  const cells = rows.map(([, row = '']) => row.split(' | ').map((cell) => /^`([\w.]+)`/.exec(cell)?.[1] ?? ''))
  return cells.filter(([theirs = '', ...ours]) => first.test(theirs) && ours.every((name) => /^[A-Z]/.test(name)))
}

/** The classes in the first column of a table. */
function classesIn(file: string): string[] {
  const rows = [...readFileSync(file, 'utf8').matchAll(/^\| ([^|]+) \|/gm)].map(([, cell]) => String(cell))
  return rows.flatMap((cell) => [...cell.matchAll(/`(\w+Error)`/g)].map(([, name]) => String(name)))
}

function errorsOf(imports: string, lines: readonly string[]): readonly string[] {
  const ours = [
    "import type * as Domain from '@chat-completion/core'",
    "import type * as Wire from '@chat-completion/core/wire'",
  ]
  const fits = 'function fits<Value>(value: Value): Value { return value }'
  return compile(
    [imports, ...ours, fits, ...lines, 'export type All = [typeof fits, Domain.FinishReason, Wire.FinishReason]'].join(
      '\n',
    ),
  ).errors
}

import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { compileFunction } from 'node:vm'
import { expect, test } from 'vitest'
import { compiledBodies } from '../../test/compiled-bodies.ts'
import { equivalents } from '../../test/equivalent-mutants.ts'
import { compiledCompletion, fullChunk } from '../../test/hostile.ts'
import { type Mutant, mutantsOf, mutations } from '../../test/mutants.ts'
import { chunkSubject } from '../chunk.ts'
import { completionSubject } from '../completion.ts'
import { type ParseResult, type Subject, safeParse } from '../parse.ts'
import { read } from '../read.ts'
import type { Reader } from '../reading.ts'

type AnySubject = Subject<unknown, unknown>

interface Trial {
  readonly subject: AnySubject
  readonly body: unknown
  /** By the generated reader itself. */
  readonly isTaken: boolean
  readonly uncompiled: ParseResult<unknown>
}

function trialsOf(subject: AnySubject, full: unknown): Trial[] {
  return [...compiledBodies(full)].map((body) => ({
    subject,
    body,
    isTaken: read(subject.schema, body, subject.reader) !== undefined,
    uncompiled: safeParse({ ...subject, reader: undefined }, body),
  }))
}

const completionTrials = trialsOf(completionSubject as AnySubject, compiledCompletion)
const trials: Readonly<Record<string, readonly Trial[]>> = {
  usage: completionTrials,
  completion: completionTrials,
  chunk: trialsOf(chunkSubject as AnySubject, fullChunk),
}

/** Whether a body is parsed to something else, or left to the schema although the generated reader takes it. */
function fails(reader: Reader, { subject, body, isTaken, uncompiled }: Trial): boolean {
  try {
    // What a reader leaves is parsed without it: the same comes out.
    if (read(subject.schema, body, reader) === undefined) return isTaken
    return !isDeepStrictEqual(safeParse({ ...subject, reader }, body), uncompiled)
  } catch (error) {
    // A name that is not in scope would be this test's own mistake.
    if (error instanceof ReferenceError) throw error
    return true
  }
}

const pages = ['usage', 'completion', 'chunk']
const sources: Readonly<Record<string, string>> = Object.fromEntries(
  pages.map((page) => [page, readFileSync(new URL(`./${page}.ts`, import.meta.url), 'utf8')]),
)

/** What the pages import, and what a mistake would. */
const imports: Record<string, unknown> = { ...(await import('../reading.ts')) }
for (const source of Object.values(sources)) {
  for (const [, file = ''] of source.matchAll(/ from '(.+)'$/gm)) Object.assign(imports, await import(file))
}

/** The reader that a page exports. */
function compile(source: string, replaced: Readonly<Record<string, unknown>> = {}): Reader {
  const [, name = ''] = /^export function (\w+)/m.exec(source) ?? []
  const scope = { ...imports, ...replaced, [name]: undefined }
  // All the types that the generator writes.
  const code = source
    .replace(/^import [^']+'.+'$/gm, '')
    .replace(/: (unknown|number|JsonObject)\b/g, '')
    .replace('export function', 'return function')
  return compileFunction(code, Object.keys(scope))(...Object.values(scope))
}

/** The usage is tried in a completion. */
function readerOf(page: string, source: string): Reader {
  return page === 'usage' ? compile(sources.completion ?? '', { readUsage: compile(source) }) : compile(source)
}

function nameOf({ page, line, reader, mutation, before, after }: Mutant): string {
  return `${page}.ts:${line}, ${reader}, ${mutation}: ${before} → ${after}`
}

test.each(pages)('a page without a mistake is not caught: %s', (page) => {
  const reader = readerOf(page, sources[page] ?? '')
  expect(trials[page]?.filter((trial) => fails(reader, trial))).toEqual([])
})

test.each(pages)('a mistake is caught, unless there is a reason why it is none: %s', (page) => {
  const wrong: string[] = []
  for (const mutant of mutantsOf(page, sources[page] ?? '')) {
    const reader = readerOf(page, mutant.source)
    const isCaught = trials[page]?.some((trial) => fails(reader, trial))
    const reason = equivalents.find(({ holds }) => holds(mutant))?.reason
    if (!isCaught && !reason) wrong.push(`not caught: ${nameOf(mutant)}`)
    if (isCaught && reason) wrong.push(`caught although "${reason}": ${nameOf(mutant)}`)
  }
  expect(wrong).toEqual([])
})

test('each kind of mistake is made, and each reason needed', () => {
  const all = Object.entries(sources).flatMap(([page, source]) => [...mutantsOf(page, source)])
  expect(new Set(all.map(({ mutation }) => mutation))).toEqual(new Set(Object.keys(mutations)))
  expect(equivalents.filter(({ holds }) => !all.some(holds))).toEqual([])
})

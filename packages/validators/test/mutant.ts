// Compares what compiled and uncompiled parsing make of many bodies, with the file given replaced by standard input: exits with 1
// where they differ.
import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import process from 'node:process'
import fc from 'fast-check'

const file = String(process.argv[2])
const source = readFileSync(0, 'utf8')
registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context)
    return url.endsWith(file) ? { ...loaded, source } : loaded
  },
})
const { completionSubject } = await import('../src/completion.ts')
const { chunkSubject } = await import('../src/chunk.ts')
const { deviating, deviatingChunk, fullChunk } = await import('./hostile.ts')
const { outcomes } = await import('./uncompiled.ts')

const cases = [
  { subject: completionSubject, bodies: deviating },
  { subject: chunkSubject, bodies: fc.oneof(deviatingChunk, fc.constant(fullChunk)) },
]
for (const { subject, bodies } of cases) {
  const same = fc.property(bodies, (body) => {
    const { compiled, uncompiled } = outcomes<unknown, unknown>(subject as never, body)
    return compiled === uncompiled
  })
  if (fc.check(same, { numRuns: 3_000, seed: 1, endOnFailure: true }).failed) process.exit(1)
}

import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const program = fileURLToPath(new URL('../../test/mutant.ts', import.meta.url))

/** Ways to get a line of compiled code wrong. */
const mutations: readonly { name: string; pattern: RegExp; replacement: string }[] = [
  { name: 'a check left out', pattern: /^ *if \(.*\) return misfit$/, replacement: '' },
  { name: 'another key', pattern: /^( *case ')(\w+)'/, replacement: "$1$2_'" },
  { name: 'another name', pattern: /^( *\w+\.\w+)( = (?:each|inner)$)/, replacement: '$1s$2' },
  { name: 'a value left out', pattern: /^ *\w+\.\w+ = (?:each|inner|parts)$/, replacement: '' },
  { name: 'a key too many', pattern: /missing = (\d)/, replacement: 'missing = 1$1' },
  { name: 'unknown keys left out', pattern: /isMore = true/, replacement: 'isMore = false' },
  { name: 'another repair', pattern: /mend\('\w+-/, replacement: "mend('other-" },
  { name: 'another value in place of a missing one', pattern: /(mend\(.*), .*\)$/, replacement: '$1, 7)' },
  { name: 'a repair that does not say where', pattern: /^ *within\(.*$/, replacement: '' },
]

const mutants = ['usage', 'completion', 'chunk'].flatMap((file) => {
  const lines = readFileSync(new URL(`${file}.ts`, import.meta.url), 'utf8').split('\n')
  return mutations.flatMap(({ name, pattern, replacement }) =>
    lines.flatMap((line, index) => {
      const mutated = line.replace(pattern, replacement)
      return mutated === line
        ? []
        : [
            {
              file,
              line: index + 1,
              name,
              text: [...lines.slice(0, index), mutated, ...lines.slice(index + 1)].join('\n'),
            },
          ]
    }),
  )
})

test.each(mutants)('$file.ts:$line, $name, is found out', ({ file, text }) => {
  const parameters = ['--conditions=@chat-completion/source', program, `/compiled/${file}.ts`]
  const { status, stderr } = spawnSync(process.execPath, parameters, { input: text, encoding: 'utf8' })
  expect(status, stderr).toBe(1)
})

test('the code as it is differs in nothing', () => {
  const text = readFileSync(new URL('usage.ts', import.meta.url), 'utf8')
  const parameters = ['--conditions=@chat-completion/source', program, '/compiled/usage.ts']
  expect(spawnSync(process.execPath, parameters, { input: text }).status).toBe(0)
})

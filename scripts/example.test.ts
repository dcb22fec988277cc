import { execFileSync, spawnSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import process from 'node:process'
import { expect, test } from 'vitest'

const readme = readFileSync('examples/README.md', 'utf8')
const folders = globSync('examples/[0-9][0-9]-*')
  .map((folder) => basename(folder))
  .sort()
const rows = [...readme.matchAll(/^\| \[(\d\d)\]\((.+?)\) \| .+? \| `(.+?)` \| .+ \|$/gm)]
const sources = globSync('examples/[0-9][0-9]-*/**/*.{ts,tsx}', { exclude: ['**/dist/**', '**/*.test.*'] })

test('the table has every example, with its command', () => {
  expect(rows.map(([, , folder]) => folder)).toEqual(folders)
  expect(rows.map(([, number, , command]) => [number, command])).toEqual(
    folders.map((folder) => [folder.slice(0, 2), `npm run example ${folder.slice(0, 2)}`]),
  )
})

test.each(folders)('what the README shows of %s is what it prints', (folder) => {
  const number = folder.slice(0, 2)
  const section = readme.split(/^## /m).find((text) => text.startsWith(`${number} `)) ?? ''
  const shown = /^```sh\nnpm run example (\d\d)\n```\n\n```\n(.*?)\n```$/ms.exec(section)
  // The test beside it holds that it is printed.
  const snapshot = snapshotIn(readFileSync(`examples/${folder}/main.test.ts`, 'utf8'))
  expect(shown?.[1]).toBe(number)
  const [start, isCut] = String(shown?.[2]).split(/(?<=\n)(…)$/)
  expect(isCut ? snapshot.slice(0, start?.length) : snapshot).toBe(start)
})

test.each(sources)('%s can be copied: it imports public names, and what lies beside it', (file) => {
  const imported = importsOf(file)
  const around = imported.filter(
    (name) => name.startsWith('.') && !join(dirname(file), name).startsWith(folderOf(file)),
  )
  expect(around).toEqual([])
  expect(imported.filter((name) => /^@chat-completion\/.*\/(?:src|dist|test)\b/.test(name))).toEqual([])
})

test.each(folders)('the first comment of %s says what to install', (folder) => {
  const texts = sources
    .filter((file) => folderOf(file) === `examples/${folder}`)
    .map((file) => readFileSync(file, 'utf8'))
  const headers = texts.map((text) => /^(?:\/\/.*\n)+/.exec(text)?.[0] ?? '').join('')
  expect(headers).toContain(`Here:   npm run example ${folder.slice(0, 2)}`)
  expect(headers).toContain('Yours:')
  const used = sources
    .filter((file) => folderOf(file) === `examples/${folder}` && !/^(?:main|mock)\.ts$/.test(basename(file)))
    .concat(
      headers.includes('main.ts runs it')
        ? []
        : [`examples/${folder}/main.ts`].filter((file) => sources.includes(file)),
    )
    .flatMap(importsOf)
  const packages = used.flatMap((name) => /^@chat-completion\/[a-z-]+/.exec(name)?.[0] ?? [])
  expect(packages.filter((name) => !headers.includes(name))).toEqual([])
})

test('lists the examples', () => {
  const listed = execFileSync(process.execPath, ['scripts/example.ts'], { encoding: 'utf8' })
  expect(listed.match(/^\d\d {2}\S+/gm)).toEqual(folders.map((folder) => `${folder.slice(0, 2)}  ${folder.slice(3)}`))
  expect(listed).toMatch(/^npm run example 03 runs one$/m)
})

test.each(['6', '06-tool-call-loop'])('runs an example by the name %s', (name) => {
  expect(run(name)).toMatchObject({ status: 0, stdout: expect.stringContaining('The water is high') })
})

test.each(['99', ''])('knows no example %j', (name) => {
  const { status, stdout, stderr } = run(name)
  expect([status, stderr]).toEqual([1, `Cannot run "${name}": there is no such example\n\n`])
  expect(stdout).toContain('06  tool-call-loop')
})

function run(name: string): { status: number | null; stdout: string; stderr: string } {
  const { OPENROUTER_API_KEY: _, ...env } = process.env
  return spawnSync(process.execPath, ['scripts/example.ts', name], { encoding: 'utf8', env })
}

/** The text of the first inline snapshot of a string. */
function snapshotIn(test: string): string {
  const indented = /toMatchInlineSnapshot\(`\n(.*?)\n {2}`\)/s.exec(test)?.[1] ?? ''
  const quoted = indented.replace(/^ {4}/gm, '').replace(/\\([\\`$])/g, '$1')
  return quoted.replace(/^"|"$/g, '').replace(/\n$/, '')
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(/^(?:import|\} from) .*?'(.+?)'$|^\} from '(.+?)'$/gm)].map(
    ([, one, other]) => one ?? other ?? '',
  )
}

function folderOf(file: string): string {
  return file.split('/').slice(0, 2).join('/')
}

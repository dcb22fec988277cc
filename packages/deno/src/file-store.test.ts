import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'

const run = promisify(execFile)

let root: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'file-store-'))
})
afterAll(() => rm(root, { recursive: true }))

/** What a script gives in deno, in which `root` is a folder. */
async function given(body: string): Promise<unknown> {
  const script = join(root, 'script.ts')
  const source = new URL('./file-store.ts', import.meta.url)
  await writeFile(
    script,
    `import { fileStore } from ${JSON.stringify(source)}
const root = ${JSON.stringify(root)}
const rejection = (work: Promise<unknown>) => work.then(() => 'none', (error) => error.constructor.name)
${body}`,
  )
  const parameters = ['run', '--no-config', `--allow-read=${root}`, `--allow-write=${root}`, script]
  const { stdout } = await run(fileURLToPath(new URL('../../../node_modules/.bin/deno', import.meta.url)), parameters)
  return JSON.parse(stdout)
}

test('what is written is read again, from a file of that name', async () => {
  const read = await given(`
    const { read, write } = fileStore(root + '/cassettes')
    await write('one.json', 'Voilà')
    await write('folder/two.json', '2')
    console.log(JSON.stringify([await read('one.json'), await read('folder/two.json'), (await read('three.json')) ?? null]))
  `)
  expect(read).toEqual(['Voilà', '2', null])
  expect(await readFile(join(root, 'cassettes', 'one.json'), 'utf8')).toBe('Voilà')
})

test('there is nothing below a file, and a folder in its way is an error', async () => {
  const read = await given(`
    const { read, write } = fileStore(root + '/ways')
    await write('folder/file', '')
    console.log(JSON.stringify([(await read('folder/file/one.json')) ?? null, await rejection(read('folder'))]))
  `)
  expect(read).toEqual([null, 'IsADirectory'])
})

test('no name leads out of the folder', async () => {
  const names = ['', '..', '../out', 'in/../../out', '/etc/passwd', 'in//out', '..\\\\out', '.env', 'dot.', 'a\nb']
  const rejections = await given(`
    const { read, write } = fileStore(root + '/in')
    const all: string[] = []
    for (const name of ${JSON.stringify(names)}) all.push(await rejection(read(name)), await rejection(write(name, 'x')))
    console.log(JSON.stringify(all))
  `)
  expect(new Set(rejections as string[])).toEqual(new Set(['TypeError']))
})

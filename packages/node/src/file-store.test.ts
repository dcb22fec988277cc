import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fileStore } from './index.ts'

let root: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'file-store-'))
})
afterAll(() => rm(root, { recursive: true }))

test('what is written is read again, from a file of that name', async () => {
  const { read, write } = fileStore(join(root, 'cassettes'))
  await write('one.json', 'Voilà')
  await write('folder/two.json', '2')
  expect([await read('one.json'), await read('folder/two.json')]).toEqual(['Voilà', '2'])
  expect(await readFile(join(root, 'cassettes', 'one.json'), 'utf8')).toBe('Voilà')
})

test('there is nothing of a name that was not written, also without a folder', async () => {
  expect(await fileStore(join(root, 'none')).read('one.json')).toBeUndefined()
  expect(await readdir(root)).not.toContain('none')
})

test('a folder in the way of a file is an error', async () => {
  const { read, write } = fileStore(root)
  await write('way/file.json', '')
  await expect(read('way')).rejects.toThrow('EISDIR')
})

test('there is nothing below a file', async () => {
  const { read, write } = fileStore(root)
  await write('file', '')
  expect(await read('file/one.json')).toBeUndefined()
})

test.each([
  '',
  '.',
  '..',
  '../out',
  'in/../../out',
  '/etc/passwd',
  'in//out',
  'in/',
  'C:\\out',
  '..\\out',
  '.. /out',
  '.env',
  'dot.',
  'space ',
  'in./file',
  'a\nb',
  'a\0b',
])('the name %j is refused', async (name) => {
  const { read, write } = fileStore(join(root, 'in'))
  await expect(write(name, 'x')).rejects.toThrow(TypeError)
  await expect(read(name)).rejects.toThrow(TypeError)
})

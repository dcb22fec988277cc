import { expect, test } from 'vitest'
import { fileStore } from './index.ts'

test('what is written is read again, from a namespace', async () => {
  const texts = new Map<string, string>()
  const { read, write } = fileStore({
    get: async (name) => texts.get(name) ?? null,
    put: async (name, text) => texts.set(name, text),
  })
  await write('one.json', 'Voilà')
  expect([await read('one.json'), await read('two.json')]).toEqual(['Voilà', undefined])
})

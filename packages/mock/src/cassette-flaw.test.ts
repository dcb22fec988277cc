import { describe, expect, test } from 'vitest'
import { ask, json, said } from '../test/requests.ts'
import { replay } from './index.ts'

const response = { wait: 0, status: 200, headers: {}, pieces: [{ wait: 0, text: '{}' }], end: 'close' }

function replaying(text: unknown) {
  return replay({ read: () => text as string, write() {} }, { name: () => 'own' })
}

describe('a cassette that cannot be played is named, and no client tries again', () => {
  test.each<{ name: string; text: unknown; says: string }>([
    { name: 'no text', text: {}, says: 'it is no text, but object' },
    { name: 'empty', text: '', says: 'it is empty' },
    { name: 'no JSON', text: '{', says: 'it is not JSON' },
    { name: 'of another version', text: '{"version":2}', says: 'it is no cassette of version 1, but 2' },
    { name: 'something else', text: '[]', says: 'it is no cassette of version 1, but undefined' },
    { name: 'without a response', text: '{"version":1}', says: '"response.wait" cannot be undefined' },
    ...[
      { name: 'with another status', told: { status: '200' }, says: '"response.status" cannot be "200"' },
      { name: 'with a status that is none', told: { status: 99 }, says: '"response.status" cannot be 99' },
      { name: 'with no headers', told: { headers: null }, says: '"response.headers" cannot be null' },
      { name: 'with a wrong header', told: { headers: { 'a b': '' } }, says: '"response.headers" cannot be' },
      { name: 'without pieces', told: { pieces: undefined }, says: '"response.pieces" cannot be undefined' },
      { name: 'with a piece of nothing', told: { pieces: [{ wait: 0 }] }, says: '"response.pieces[0]" cannot be {' },
      { name: 'with bytes that are none', told: { pieces: [{ wait: 0, base64: '!' }] }, says: '"response.pieces[0]"' },
      { name: 'with a wait that is none', told: { pieces: [{ wait: -1, text: '' }] }, says: '"response.pieces[0]"' },
      { name: 'with a body that cannot be', told: { status: 204 }, says: 'status 204 has no body' },
      { name: 'with another end', told: { end: 'soon' }, says: '"response.end" cannot be "soon"' },
    ].map(({ told, ...row }) => ({ ...row, text: JSON.stringify({ version: 1, response: { ...response, ...told } }) })),
  ])('$name', async ({ text, says }) => {
    const answer = await ask(replaying(text))
    expect(answer.status).toBe(404)
    const { error } = await json(answer)
    expect(error.code).toBe('corrupt_cassette')
    expect(error.message).toContain(`the cassette "own.json" is corrupt, ${says}`)
  })

  test('nothing is wrong with a right one', async () => {
    expect(await (await ask(replaying(JSON.stringify({ version: 1, response })))).text()).toBe('{}')
  })
})

test('a store that gives null has none', async () => {
  expect(await said(ask(replaying(null)))).toBe('missing_cassette')
})

test('a store that fails is not asked again', async () => {
  const fetch = replay({ read: () => Promise.reject(new Error('EACCES')), write() {} })
  const { error } = await json(ask(fetch))
  expect(error.code).toBe('failed_answer')
  expect(error.message).toMatch(/^Cannot replay POST \S+: Error: EACCES$/)
})

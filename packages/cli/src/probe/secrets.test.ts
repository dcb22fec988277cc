import { expect, test } from 'vitest'
import { Secrets } from './secrets.ts'

const key = 'my/own"key&0123456789abcdef'
const secrets = new Secrets([`Bearer ${key}`])

test.each([
  { name: 'as it is', text: `key ${key}!`, hidden: 'key ***!' },
  { name: 'with its scheme', text: `authorization: Bearer ${key}`, hidden: 'authorization: ***' },
  { name: 'in JSON', text: JSON.stringify({ key }), hidden: '{"key":"***"}' },
  { name: 'in a URL', text: new URLSearchParams({ key }).toString(), hidden: 'key=***' },
  { name: 'in HTML', text: '<b>my/own&#34;key&#38;0123456789abcdef</b>', hidden: '<b>***</b>' },
  { name: 'cut off at its end', text: `key ${key.slice(0, 15)}…`, hidden: 'key ***…' },
  { name: 'cut off at its beginning', text: `…${key.slice(-15)} key`, hidden: '…*** key' },
  { name: 'twice', text: key + key, hidden: '******' },
])('hides a secret $name', ({ text, hidden }) => {
  expect(secrets.hide(text)).toBe(hidden)
})

test('leaves what is too short to be one, and what is none', () => {
  const none = new Secrets(['ollama', ''])
  expect(none.isEmpty).toBe(true)
  expect(none.hide('ollama says my/own')).toBe('ollama says my/own')
  expect(secrets.hide('my/own business')).toBe('my/own business')
})

test('is quick with a text that is made of its beginnings', () => {
  expect(secrets.show(key.slice(0, -1).repeat(100_000))).toMatch(/^[*]{199}…$/)
})

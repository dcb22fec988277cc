import assert from 'node:assert/strict'
import test from 'node:test'
import { textOf } from '@chat-completion/core'
import { chatCompletion } from '@chat-completion/fixtures'

test('a fixture has a text', () => {
  assert.equal(textOf(chatCompletion.build()), 'The capital of France is Paris.')
})

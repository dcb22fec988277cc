import { textOf } from '@chat-completion/core'
import { chatCompletion } from '@chat-completion/fixtures'
import { equal } from '../equal.js'

Deno.test('a fixture has a text', () => {
  equal(textOf(chatCompletion.build()), 'The capital of France is Paris.')
})

import { expect, test } from 'bun:test'
import { chatCompletion } from '@chat-completion/fixtures'
import { matchers } from '@chat-completion/fixtures/matchers'

expect.extend(matchers)

test('a fixture has a text', () => {
  expect(chatCompletion.build()).toHaveText('The capital of France is Paris.')
  expect(() => expect(chatCompletion.build()).toHaveText('Lyon')).toThrow('Paris')
})

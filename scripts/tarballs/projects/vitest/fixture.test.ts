import { chatCompletion, toolCallCompletion } from '@chat-completion/fixtures'
import { matchers } from '@chat-completion/fixtures/vitest'
import { expect, test } from 'vitest'

expect.extend(matchers)

test('a fixture has a text', () => {
  expect(chatCompletion.build()).toBeChatCompletion()
  expect(chatCompletion.build()).toHaveText(/Paris/)
  expect(toolCallCompletion.build()).toHaveToolCall('get_weather')
  expect(() => expect(chatCompletion.build()).toHaveText('Lyon')).toThrow('Paris')

  // @ts-expect-error: no matcher of this name
  expect(() => expect(1).toBeParis()).toThrow()
})

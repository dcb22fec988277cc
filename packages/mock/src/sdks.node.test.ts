import { chatCompletion, toolCallCompletion } from '@chat-completion/fixtures'
import { describe, expect, test } from 'vitest'
import { sdksOver } from '../test/sdks.ts'
import { createMock } from './index.ts'

const mock = createMock()

describe.each([...sdksOver(mock.fetch)])('$name', (sdk) => {
  test.each(['whole', 'stream'] as const)('is answered: %s', async (how) => {
    mock.reset()
    mock.when({ model: 'gpt-4o' }).reply('Paris')
    expect(await sdk[how]()).toEqual({ text: 'Paris', calls: [], finishReason: 'stop' })
    mock.verify()
  })

  test.each(['whole', 'stream'] as const)('is told to call a tool: %s', async (how) => {
    mock.reset()
    mock.reply(toolCallCompletion)
    const { calls, finishReason } = await sdk[how]()
    expect(calls).toEqual([['get_weather', expect.stringContaining('Paris')]])
    expect(finishReason).toMatch(/^tool[-_]calls$/)
  })

  test.each(['whole', 'stream'] as const)('is told that no rule matches, once: %s', async (how) => {
    mock.reset()
    mock.when({ model: 'other' }).reply(chatCompletion)
    await expect(sdk[how]()).rejects.toThrow()
    expect(mock.unmatched).toHaveLength(1)
  })
})

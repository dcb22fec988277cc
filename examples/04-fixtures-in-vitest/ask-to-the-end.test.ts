import {
  authError,
  chatCompletion,
  refusalCompletion,
  toResponse,
  truncatedCompletion,
} from '@chat-completion/fixtures'
import { groq, mistral, openRouter } from '@chat-completion/fixtures/dialects'
import { matchers } from '@chat-completion/fixtures/vitest'
import { expect, test, vi } from 'vitest'
import { askToTheEnd } from './ask-to-the-end.ts'

expect.extend(matchers)

const start = truncatedCompletion.build({ choices: [{ message: { content: 'The tide comes ' } }] })
const end = chatCompletion.build({ choices: [{ message: { content: 'and goes.' } }] })

/** Answers with each of these in its turn. */
function answering(...responses: readonly Response[]) {
  const fetch = vi.fn<(url: string, init: RequestInit) => Promise<Response>>()
  for (const response of responses) fetch.mockResolvedValueOnce(response)
  return fetch
}

test('asks once where the answer is whole', async () => {
  const fetch = answering(toResponse(end))
  const answer = await askToTheEnd('What does the tide do?', { apiKey: 'test', fetch })
  expect(answer).toBeChatCompletion()
  expect(answer).toHaveText('and goes.')
  expect(fetch).toHaveBeenCalledOnce()
})

const dialects = { openRouter, groq, mistral }

test.each(Object.entries(dialects))(
  'joins what was cut off, and adds up its tokens, as told by %s',
  async (_, dialect) => {
    const fetch = answering(toResponse(start, { dialect }), toResponse(end, { dialect }))
    const answer = await askToTheEnd('What does the tide do?', { apiKey: 'test', fetch })
    expect(answer).toHaveText('The tide comes and goes.')
    expect(answer).toMatchUsage({ completionTokens: 6 })
    expect(String(fetch.mock.lastCall?.[1].body)).toContain('The tide comes ')
  },
)

test('gives up when the fourth answer is cut off, too', async () => {
  const fetch = answering(...truncatedCompletion.buildList(4).map((part) => toResponse(part)))
  await expect(askToTheEnd('All tides?', { apiKey: 'test', fetch })).rejects.toThrow('the fourth answer was cut off')
})

test('does not ask a model to go on that refuses', async () => {
  const fetch = answering(toResponse(refusalCompletion.build()))
  expect(await askToTheEnd('How do I sink a ship?', { apiKey: 'test', fetch })).toHaveText('')
})

test('passes on what the provider says of a wrong key', async () => {
  const fetch = answering(toResponse(authError.build()))
  await expect(askToTheEnd('Hi', { apiKey: 'test', fetch })).rejects.toMatchObject({ code: 'provider', status: 401 })
})

import { describe, expect, test, vi } from 'vitest'
import { ask, url } from '../test/requests.ts'
import { createMock, memoryStore, record, replay } from './index.ts'

const reason = new Error('Enough')

describe('a client that leaves after the response', () => {
  test.each([
    { name: 'whole', asked: {} },
    { name: 'streamed', asked: { stream: true } },
  ])('does not get the body, which was there: $name', async ({ asked }) => {
    const leaving = new AbortController()
    const response = await ask(createMock().reply('Paris').fetch, asked, { signal: leaving.signal })
    await new Promise((resolve) => setTimeout(resolve))
    leaving.abort(reason)
    await expect(response.text()).rejects.toBe(reason)
  })

  test('does not get another piece, nor is the source read on', async () => {
    const leaving = new AbortController()
    const { fetch } = createMock().reply('one two three')
    const reader = (await ask(fetch, { stream: true }, { signal: leaving.signal })).body?.getReader()
    await reader?.read()
    leaving.abort(reason)
    await expect(reader?.read()).rejects.toBe(reason)
  })

  test('and after the body has it', async () => {
    const leaving = new AbortController()
    const response = await ask(createMock().reply('Paris').fetch, {}, { signal: leaving.signal })
    const text = await response.text()
    leaving.abort(reason)
    expect(text).toContain('Paris')
  })
})

test('a client does not wait for a store once it has left', async () => {
  const fetch = replay({ read: () => new Promise(() => {}), write() {} })
  await expect(ask(fetch, {}, { signal: AbortSignal.timeout(20) })).rejects.toThrow('timeout')
})

test('a response that comes too late is cancelled', async () => {
  const cancel = vi.fn()
  const leaving = new AbortController()
  const late = new Response(new ReadableStream({ cancel }))
  const { fetch } = createMock().reply(
    () =>
      new Promise((resolve) => {
        leaving.abort(reason)
        setTimeout(() => resolve(late), 10)
      }),
  )
  await expect(ask(fetch, {}, { signal: leaving.signal })).rejects.toBe(reason)
  await vi.waitFor(() => expect(cancel).toHaveBeenCalled())
})

test('a response says where it is from', async () => {
  const { fetch } = createMock().reply('Paris')
  expect((await ask(fetch)).url).toBe(url)
  expect((await ask(record(fetch, memoryStore()))).url).toBe(url)
})

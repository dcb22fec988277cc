// @vitest-environment jsdom
import { rateLimitError, truncatedStream } from '@chat-completion/fixtures'
import { createMock } from '@chat-completion/mock'
import { mswHandlers } from '@chat-completion/mock/msw'
import { cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { Chat } from './chat.tsx'

const mock = createMock()
const server = setupServer(...mswHandlers(mock))

configure({ asyncUtilTimeout: 10_000 })
beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
beforeEach(() => {
  render(<Chat />)
})
afterEach(() => {
  cleanup()
  mock.reset()
})
afterAll(() => server.close())

function ask(question: string): void {
  fireEvent.change(screen.getByLabelText('Question'), { target: { value: question } })
  fireEvent.click(screen.getByRole('button', { name: 'Ask' }))
}

test('shows the answer', async () => {
  mock.when({ text: 'France' }).reply('The capital of France is Paris.')
  ask('The capital of France?')
  await screen.findByText('The capital of France is Paris.')
  mock.verify()
})

test('shows the answer while it comes, and waits with the next question', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  mock.reply(async function* () {
    yield 'The tide comes '
    await promise
    yield 'and goes.'
  })
  ask('What does the tide do?')
  await screen.findByText('The tide comes')
  const button = screen.getByRole<HTMLButtonElement>('button')
  expect(button.disabled).toBe(true)
  resolve()
  await screen.findByText('The tide comes and goes.')
  await waitFor(() => expect(button.disabled).toBe(false))
})

test('says why there is no answer', async () => {
  mock.reply(rateLimitError)
  ask('Hi')
  expect((await screen.findByRole('alert')).textContent).toContain('Rate limit')
})

test('keeps what had come when the stream breaks off', async () => {
  mock.reply('The tide comes and goes.', { fault: truncatedStream({ after: 4 }) })
  ask('What does the tide do?')
  expect((await screen.findByRole('alert')).textContent).toContain('the stream ended before choice 0 was finished')
  expect(screen.getByRole('status').textContent).toBe('The tide comes')
})

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { createMock } from '@chat-completion/mock'
import { serve } from '@chat-completion/node'
import { expect, test } from 'vitest'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))

function start(baseUrl: string, ...parameters: readonly string[]): ChildProcessWithoutNullStreams {
  const child = spawn(process.execPath, [
    '--conditions=@chat-completion/source',
    main,
    'chat',
    '--base-url',
    baseUrl,
    ...parameters,
  ])
  child.stdin.end()
  return child
}

/** Talks until nobody listens any more. */
function talking(): { mock: ReturnType<typeof createMock>; left: Promise<void> } {
  const mock = createMock()
  const left = new Promise<void>((resolve) => {
    mock.reply(async function* (_, { signal }) {
      signal.addEventListener('abort', () => resolve())
      while (!signal.aborted) {
        yield 'word '
        await new Promise((resume) => setTimeout(resume, 10))
      }
    })
  })
  return { mock, left }
}

test('who has read enough ends the request, and it is no failure', async () => {
  const { mock, left } = talking()
  await using server = await serve(mock.handler, { port: 0 })
  const child = start(`${server.url}/v1`, 'Hi')
  await once(child.stdout, 'data')
  child.stdout.destroy()
  await left
  const [stderr, [exitCode]] = await Promise.all([text(child.stderr), once(child, 'close')])
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 })
})

test.skipIf(process.platform === 'win32')('Ctrl-C ends one question, and what had come has been printed', async () => {
  const { mock, left } = talking()
  await using server = await serve(mock.handler, { port: 0 })
  const child = start(`${server.url}/v1`, 'Hi')
  const [first] = await once(child.stdout, 'data')
  child.kill('SIGINT')
  await left
  const [, signal] = await once(child, 'close')
  expect({ begins: String(first).startsWith('word '), signal }).toEqual({ begins: true, signal: 'SIGINT' })
})

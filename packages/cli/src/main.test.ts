import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { completion, jsonLines, nothing } from '../test/samples.ts'

const main = fileURLToPath(new URL('main.ts', import.meta.url))

function start(...parameters: string[]) {
  return spawn(process.execPath, ['--conditions=@chat-completion/source', main, ...parameters])
}

async function run(parameters: string[], stdin: string) {
  const child = start(...parameters)
  child.stdin.end(stdin)
  const [stdout, stderr, [exitCode]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { stdout, stderr, exitCode }
}

test.each([
  { bodies: [completion], exitCode: 0 },
  { bodies: [nothing], exitCode: 1 },
  { bodies: [], exitCode: 2 },
])('the program exits with $exitCode', async ({ bodies, exitCode }) => {
  expect(await run(['validate', '-'], jsonLines(...bodies))).toMatchObject({ exitCode })
})

test('a reader that leaves early is no failure', async () => {
  const child = start('validate', '-', '--format', 'json')
  child.stdout.destroy()
  child.stdin.end(jsonLines(completion))
  const [stderr, [exitCode]] = await Promise.all([text(child.stderr), once(child, 'close')])
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 })
})

test.skipIf(process.platform === 'win32')('Ctrl-C ends it quietly', async () => {
  const child = start('validate', '-')
  child.stdin.write(jsonLines(completion, completion))
  setTimeout(() => child.kill('SIGINT'), 300)
  const [stdout, stderr, [, signal]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  expect({ stdout, stderr, signal }).toEqual({ stdout: '', stderr: '', signal: 'SIGINT' })
})

test.each([
  { parameters: ['--help'], exitCode: 0, stdout: /^Usage: chat-completion / },
  { parameters: ['validate', '--help'], exitCode: 0, stdout: /^Usage: chat-completion validate / },
  { parameters: ['--version'], exitCode: 0, stdout: /^\d+\.\d+\.\d+\n$/ },
  { parameters: ['validate', '--no-such-option'], exitCode: 2, stdout: /^$/ },
])('answers $parameters', async ({ parameters, exitCode, stdout }) => {
  expect(await run(parameters, '')).toMatchObject({ exitCode, stdout: expect.stringMatching(stdout) })
})

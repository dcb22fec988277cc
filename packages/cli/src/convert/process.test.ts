import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { completion, jsonLines } from '../../test/samples.ts'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))

function start(...parameters: string[]) {
  return spawn(process.execPath, ['--conditions=@chat-completion/source', main, 'convert', ...parameters])
}

test('as a process, what it makes can be made back', async () => {
  const [there, back] = [start('--to', 'stream'), start('--to', 'wire')]
  there.stdout.pipe(back.stdin)
  there.stdin.end(JSON.stringify(completion))
  const [stdout, [exitCode]] = await Promise.all([text(back.stdout), once(back, 'close')])
  expect({ exitCode, completion: JSON.parse(stdout) }).toEqual({ exitCode: 0, completion })
})

test('it ends when its reader leaves, however much there is to read', async () => {
  const child = start('--to', 'domain')
  child.stdin.on('error', () => {})
  const lines = jsonLines(...Array.from({ length: 1000 }, () => completion))
  const write = (): void => {
    while (child.stdin.writable && child.stdin.write(lines));
  }
  child.stdin.on('drain', write)
  write()
  child.stdout.once('data', () => child.stdout.destroy())
  const [stderr, [exitCode]] = await Promise.all([text(child.stderr), once(child, 'close')])
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 })
})

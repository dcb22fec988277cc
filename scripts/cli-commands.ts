// Every command of the built cli in one runtime, as a shell starts it: a process, files, pipes, sockets, signals.
import assert from 'node:assert/strict'
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'

const main = 'packages/cli/dist/main.js'

const completion = {
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1700000000,
  model: 'a-model',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Paris' }, finish_reason: 'stop' }],
}

/** @param runtime What stands before the file that is run. */
export async function runCommands(runtime: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'cli-'))
  const file = join(folder, 'completion.json')
  writeFileSync(file, JSON.stringify(completion))
  const run = (words: readonly string[], stdin = ''): Promise<string> => runCommand([...runtime, main, ...words], stdin)
  try {
    assert.match(await run(['--help']), /^Usage: chat-completion /)
    assertAccepted(await run(['validate', file, '--format', 'json']))
    assertAccepted(await run(['validate', '-', '--format', 'json'], JSON.stringify(completion)))
    const domain = await run(['convert', file, '--to', 'domain'])
    assert.equal(JSON.parse(domain).choices[0].finishReason, 'stop')
    assert.deepEqual(JSON.parse(await run(['convert', '--to', 'wire'], domain)), completion)
    await withMock([...runtime, main], async (baseUrl) => {
      assert.ok(JSON.parse(await run(['probe', baseUrl, '--format', 'json'])))
      const answer = 'The capital of France is Paris.\n'
      assert.equal(await run(['chat', '--base-url', baseUrl, '--quiet'], 'The capital of France?\n'), answer)
      const json = await run(['chat', '--base-url', baseUrl, '--json'], 'The capital of France?\n')
      assert.equal(JSON.parse(json).object, 'chat.completion')
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function assertAccepted(report: string): void {
  const { counts } = JSON.parse(report)
  assert.deepEqual([counts.bodies, counts.accepted], [1, 1])
}

async function runCommand([command = '', ...parameters]: readonly string[], stdin: string): Promise<string> {
  const child = spawn(command, parameters)
  child.stdin.end(stdin)
  const [stdout, stderr, [exitCode]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  assert.deepEqual({ exitCode, stderr }, { exitCode: 0, stderr: '' }, `${parameters.join(' ')}\n${stdout}${stderr}`)
  return stdout
}

/** Starts the mock endpoint, asks it, and stops it as Ctrl-C does. */
async function withMock(
  [command = '', ...parameters]: readonly string[],
  use: (baseUrl: string) => Promise<void>,
): Promise<void> {
  // A group of its own, which Ctrl-C reaches as a whole: deno from npm is a wrapper.
  const child = spawn(command, [...parameters, 'mock', '--port', '0', '--log', 'json'], { detached: true })
  const closed = once(child, 'close')
  try {
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const { baseUrl } = await nextEvent(lines, 'started', child)
    await ask(String(baseUrl))
    await use(String(baseUrl))
    kill(child, 'SIGINT')
    await nextEvent(lines, 'stopped', child)
    await closed
  } finally {
    kill(child, 'SIGKILL')
  }
}

async function ask(baseUrl: string): Promise<void> {
  const response = await fetch(`${baseUrl}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'a-model', messages: [{ role: 'user', content: 'The capital of France?' }] }),
  })
  const { object } = (await response.json()) as { readonly object?: unknown }
  assert.deepEqual([response.status, object], [200, 'chat.completion'])
}

interface LogEvent {
  readonly event: string
  readonly baseUrl?: string
}

/** Passes by what the log says of requests. */
async function nextEvent(
  lines: AsyncIterator<string>,
  name: string,
  child: ChildProcessWithoutNullStreams,
): Promise<LogEvent> {
  for (;;) {
    const { value, done } = await lines.next()
    if (done) throw new Error(`The mock ended before it said "${name}": ${await text(child.stderr)}`)
    const event: LogEvent = JSON.parse(value)
    if (event.event === name) return event
  }
}

function kill({ pid }: ChildProcessWithoutNullStreams, signal: NodeJS.Signals): void {
  try {
    process.kill(-Number(pid), signal)
  } catch {
    // It has ended.
  }
}

import { createHandler, type HandlerOptions } from '@chat-completion/http'
import { createMock } from '@chat-completion/mock'
import { serve } from '@chat-completion/node'
import { describe, expect, test } from 'vitest'
import { modelName, obedientModel } from '../../test/obedient-model.ts'
import { runCli, type Surroundings } from '../../test/run-cli.ts'

const key = 'sk-own-0123456789abcdef'
const env = { OWN_KEY: key }
const options: HandlerOptions = { models: [modelName], authorize: (given) => given === key }
const handler = createHandler(obedientModel, options)

type Fetch = NonNullable<Surroundings['fetch']>
const inProcess: Fetch = (url, init) => handler(new Request(url, init))

async function reportOf(baseUrl: string, fetch: Fetch = globalThis.fetch) {
  const parameters = ['probe', baseUrl, '--api-key-env', 'OWN_KEY', '--level', 'strict', '--format', 'json']
  const { exitCode, stdout, stderr } = await runCli(parameters, { env, fetch })
  expect(stderr).toBe('')
  const { checks, ...rest } = JSON.parse(stdout)
  const but = (outcome: string) =>
    checks
      .filter((check: { outcome: string }) => check.outcome === outcome)
      .map(({ id, reason }: { id: string; reason: string }) => `${id}: ${reason}`)
  return { exitCode, failed: but('failed'), skipped: but('skipped'), ...rest }
}

describe('every check holds, strict ones too, for', () => {
  const good = {
    exitCode: 0,
    failed: [],
    skipped: ['errors-retry-after: the endpoint was never too busy'],
    holds: true,
    model: modelName,
  }

  test('our handler, in this process', async () => {
    expect(await reportOf('http://localhost/v1', inProcess)).toMatchObject(good)
  })

  test('our handler, behind a socket', async () => {
    await using server = await serve(handler, { port: 0, closeTimeout: 0 })
    expect(await reportOf(`${server.url}/v1`)).toMatchObject(good)
  })

  test('our mock, in this process and behind a socket', async () => {
    const mock = createMock({ answer: obedientModel, ...options })
    expect(await reportOf('http://localhost/v1', mock.fetch)).toMatchObject(good)
    await using server = await serve(mock.handler, { port: 0, closeTimeout: 0 })
    expect(await reportOf(`${server.url}/v1`)).toMatchObject(good)
  })
})

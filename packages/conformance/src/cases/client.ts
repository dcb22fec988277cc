import { expect } from 'vitest'
import { keyInEnv } from '../spawn-server.ts'
import { requestId, upstreamText } from '../upstream.ts'
import { check, retry, type Subject } from './subject.ts'
import { call } from './wire.ts'

const usage = { promptTokens: 9, completionTokens: 3, totalTokens: 12 }
const once = { maxRetries: 0 }

/** What our client does in a runtime. */
export function clientCases(subject: Subject): void {
  const { server, upstream } = subject

  check(subject, 'reads a whole answer, after its white space', async () => {
    const { baseUrl } = upstream().at('whole')
    expect(await call(server(), 'whole', { baseUrl })).toMatchObject({ text: upstreamText, usage })
  })

  check(subject, 'reads a stream, with its usage', async () => {
    const { baseUrl, seen } = upstream().at('stream')
    const facts = await call(server(), 'stream', { baseUrl })
    expect(facts).toMatchObject({ status: 'complete', text: upstreamText, usage, pieces: [...upstreamText].length })
    expect(seen.body).toMatchObject({ stream: true, stream_options: { include_usage: true } })
  })

  check(subject, "takes the key from the runtime's environment", async () => {
    const { baseUrl, seen } = upstream().at('whole')
    await call(server(), 'whole', { baseUrl })
    expect(seen.authorization).toBe(`Bearer ${keyInEnv}`)
  })

  check(subject, 'tries again after as long as Retry-After says', async () => {
    const calls = (['whole', 'stream'] as const).map(async (kind) => {
      const { baseUrl, seen } = upstream().at('busy')
      expect(await call(server(), kind, { baseUrl })).toMatchObject({ text: upstreamText })
      const [first = 0, second = 0] = seen.tries
      expect(second - first).toBeGreaterThanOrEqual(990)
      expect(seen.tries).toHaveLength(2)
    })
    await Promise.all(calls)
  })

  check(subject, 'keeps what came of a stream that breaks', async () => {
    const { baseUrl, seen } = upstream().at('broken')
    const facts = await call(server(), 'stream', { baseUrl })
    expect(facts).toMatchObject({ status: 'truncated', text: 'Paris', error: { code: 'disconnected' } })
    expect(seen.tries).toHaveLength(1)
  })

  check(
    subject,
    'gives up on a whole answer at its timeout',
    async () => {
      const { baseUrl } = upstream().at('mute')
      const { error, milliseconds } = await call(server(), 'whole', { baseUrl, options: { ...once, timeout: 100 } })
      expect(error).toMatchObject({ name: 'ChatCompletionError', code: 'timeout' })
      expect(milliseconds).toBeLessThan(1_000)
    },
    { retry },
  )

  check(
    subject,
    'gives up on a stream whose first token does not come',
    async () => {
      const { baseUrl } = upstream().at('stall')
      const options = { ...once, firstTokenTimeout: 100 }
      const { error, milliseconds } = await call(server(), 'stream', { baseUrl, options })
      expect(error).toMatchObject({ name: 'ChatCompletionError', code: 'timeout' })
      expect(milliseconds).toBeLessThan(1_000)
    },
    { retry },
  )
}

/** The typed errors it makes of what is no answer. */
export function clientErrorCases(subject: Subject): void {
  const { server, upstream } = subject
  const failures = [
    {
      name: 'a refusal',
      scenario: 'unauthorized',
      error: { status: 401, message: 'No such key', providerCode: 'invalid_api_key', retryable: false },
    },
    { name: 'a failure', scenario: 'down', error: { status: 503, message: 'Down', retryable: true } },
    { name: 'a limit', scenario: 'busy', error: { status: 429, retryAfter: 1, retryable: true } },
    { name: 'a page', scenario: 'html', error: { status: 200, message: expect.stringContaining('it is a page') } },
    { name: 'an error in a 200', scenario: 'errorIn200', error: { status: 200, providerCode: 503, retryable: true } },
  ] as const
  for (const { name, scenario, error } of failures) {
    check(subject, `our client makes a ProviderError of ${name}`, async () => {
      for (const kind of ['whole', 'stream'] as const) {
        const { baseUrl } = upstream().at(scenario)
        const facts = await call(server(), kind, { baseUrl, options: once })
        expect(facts.error, kind).toMatchObject({ name: 'ProviderError', code: 'provider', requestId, ...error })
      }
    })
  }

  check(subject, 'our client makes an error of an empty answer', async () => {
    const { baseUrl } = upstream().at('empty')
    expect(await call(server(), 'whole', { baseUrl })).toMatchObject({
      error: { code: 'provider', message: 'Cannot read the answer: it is empty', requestId, retryable: true },
    })
    const facts = await call(server(), 'stream', { baseUrl })
    expect(facts).toMatchObject({ status: 'failed', text: '', error: { code: 'no-completion' } })
  })

  check(subject, 'our client finds an error in the middle of a stream', async () => {
    const { baseUrl } = upstream().at('errorEvent')
    const { status, error } = await call(server(), 'stream', { baseUrl })
    expect({ status, error }).toMatchObject({ status: 'failed', error: { code: 'provider', message: 'Overloaded' } })
  })

  check(subject, 'our client knows that nobody listens', async () => {
    // A port that is for nobody to take.
    const facts = await call(server(), 'whole', { baseUrl: 'http://127.0.0.1:1/v1', options: once })
    expect(facts.error).toMatchObject({ name: 'ChatCompletionError', code: 'connection' })
  })
}

import { expect } from 'vitest'
import { upstreamsHeader } from '../relay.ts'
import { type Scenario, streamBody, wholeBody } from '../upstream.ts'
import { check, type Subject } from './subject.ts'
import { question } from './wire.ts'

/** How the relay forwards. */
export function relayCases(subject: Subject): void {
  const { server, upstream } = subject

  async function relayed(scenarios: readonly Scenario[], more: object = {}) {
    const upstreams = scenarios.map((scenario) => upstream().at(scenario))
    const response = await fetch(`${server().url}/relay/chat/completions`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        [upstreamsHeader]: upstreams.map(({ baseUrl }) => baseUrl).join(' '),
      },
      body: question('m', 'Hi', more),
    })
    return { response, text: await response.text(), tries: upstreams.map(({ seen }) => seen.tries.length) }
  }

  check(subject, 'passes a stream on, byte by byte', async () => {
    const { response, text } = await relayed(['stream'], { stream: true })
    expect(text).toBe(streamBody)
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/)
  })

  check(subject, 'passes a whole answer on, byte by byte', async () => {
    expect((await relayed(['whole'])).text).toBe(wholeBody)
  })

  check(subject, 'asks the next one where one fails', async () => {
    expect(await relayed(['down', 'unauthorized', 'whole'])).toMatchObject({ text: wholeBody, tries: [1, 1, 1] })
  })

  check(subject, 'asks the next one where a stream begins with an error, or ends without a word', async () => {
    const outcome = await relayed(['errorEvent', 'empty', 'html', 'stream', 'stream'], { stream: true })
    expect(outcome).toMatchObject({ text: streamBody, tries: [1, 1, 1, 1, 0] })
  })

  check(subject, 'tells of the last failure, not that a key of its own was wrong', async () => {
    const { response, text } = await relayed(['down', 'unauthorized'])
    expect(response.status).toBe(502)
    expect(JSON.parse(text)).toMatchObject({
      error: { message: 'Cannot answer: the provider refuses the gateway', code: null },
    })
  })
}

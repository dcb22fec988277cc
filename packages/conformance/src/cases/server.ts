import { expect } from 'vitest'
import { keepAlive, text, usage } from '../interop/scenarios.ts'
import { check, retry, type Subject } from './subject.ts'
import { ask, chunksOf, dataOf, question, saidIn, storyOf } from './wire.ts'

/** What the endpoint answers. */
export function serverCases(subject: Subject): void {
  const { server } = subject

  check(subject, 'passes a request and its response on', async () => {
    const body = 'ä'.repeat(100_000)
    const response = await fetch(`${server().url}/echo`, { method: 'POST', body })
    expect(response.status).toBe(200)
    expect(response.headers.get('x-method')).toBe('POST')
    expect(await response.text()).toBe(body)
  })

  check(subject, 'answers as a whole', async () => {
    const response = await ask(server(), question('chat'))
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toMatch(/^application\/json/)
    expect(response.headers.get('x-request-id')).toMatch(/^req_/)
    expect(await response.json()).toMatchObject({
      object: 'chat.completion',
      choices: [{ message: { role: 'assistant', content: text }, finish_reason: 'stop' }],
      usage: { total_tokens: usage.totalTokens },
    })
  })

  check(subject, 'makes one answer of a stream', async () => {
    const response = await ask(server(), question('text'))
    expect(await response.json()).toMatchObject({ choices: [{ message: { content: text }, finish_reason: 'stop' }] })
  })

  check(subject, 'lists its models', async () => {
    const response = await fetch(`${server().url}/v1/models`)
    expect(await response.json()).toMatchObject({
      object: 'list',
      data: [{ id: 'chat', object: 'model' }, {}, {}, {}, {}],
    })
  })

  check(subject, 'sends the id of a request back', async () => {
    const headers = { 'content-type': 'application/json', 'x-request-id': 'mine-1' }
    const response = await ask(server(), question('chat'), { headers })
    expect(response.headers.get('x-request-id')).toBe('mine-1')
  })

  check(subject, 'lets no web page call', async () => {
    const origin = { origin: 'https://example.com' }
    const response = await ask(server(), question('chat'), {
      headers: { ...origin, 'content-type': 'application/json' },
    })
    const preflight = await fetch(`${server().url}/v1/chat/completions`, { method: 'OPTIONS', headers: origin })
    expect(response.headers.get('access-control-allow-origin')).toBe(null)
    expect(preflight.status).toBe(405)
    expect(preflight.headers.get('access-control-allow-origin')).toBe(null)
  })
}

export function streamingCases(subject: Subject): void {
  const { server } = subject

  check(
    subject,
    'sends a piece as soon as it is there',
    async () => {
      const id = crypto.randomUUID()
      const { body } = await fetch(`${server().url}/slow?pieces=10&id=${id}`)
      const reader = body?.pipeThrough(new TextDecoderStream()).getReader()
      expect(await reader?.read()).toEqual({ done: false, value: 'first\n' })
      expect((await storyOf(server(), id)).pieces).toBeLessThan(10)
    },
    { retry },
  )

  check(
    subject,
    'sends the pieces of the endpoint one by one',
    async () => {
      const words = Array.from({ length: 10 }, (_, word) => `${word} `)
      const { body, headers } = await ask(server(), question('echo-slowly', words.join(''), { stream: true }))
      expect(headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
      const times: number[] = []
      let stream = ''
      for await (const piece of body?.pipeThrough(new TextDecoderStream()) ?? []) {
        times.push(Date.now())
        stream += piece
      }
      expect(saidIn(stream)).toBe(words.join(''))
      // Ten words, 20 milliseconds apart.
      expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(100)
    },
    { retry },
  )

  check(subject, 'ends with [DONE]', async () => {
    const response = await ask(server(), question('stream', '', { stream: true }))
    const data = dataOf(await response.text())
    expect(data.filter((each) => each === '[DONE]')).toHaveLength(1)
    expect(data.at(-1)).toBe('[DONE]')
  })

  check(subject, 'sends the usage where it is asked for, and nowhere else', async () => {
    const stream_options = { include_usage: true }
    const asked = await ask(server(), question('stream', '', { stream: true, stream_options }))
    expect(chunksOf(await asked.text()).at(-1)).toMatchObject({
      choices: [],
      usage: { total_tokens: usage.totalTokens },
    })
    const silent = await ask(server(), question('stream', '', { stream: true }))
    for (const chunk of chunksOf(await silent.text())) expect(chunk).not.toHaveProperty('usage')
  })

  check(
    subject,
    'sends a comment while the first token does not come',
    async () => {
      const start = Date.now()
      const { body } = await ask(server(), question('late', '', { stream: true }))
      const pieces: string[] = []
      for await (const piece of body?.pipeThrough(new TextDecoderStream()) ?? []) {
        // The head may leave with it.
        if (pieces.length === 0) expect(Date.now() - start).toBeLessThan(1.9 * keepAlive)
        pieces.push(piece)
      }
      expect(pieces[0]).toBe(': keep-alive\n\n')
      expect(saidIn(pieces.join('').replaceAll(': keep-alive\n\n', ''))).toBe(text)
    },
    { retry },
  )
}

export function concurrencyCases(subject: Subject): void {
  const { server } = subject

  check(subject, 'serves a hundred raw streams at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, async () =>
        (await fetch(`${server().url}/slow?pieces=5&id=${crypto.randomUUID()}`)).text(),
      ),
    )
    expect(new Set(answers)).toEqual(new Set(['first\n1\n2\n3\n4\n5\n']))
  })

  check(subject, 'serves a hundred streams of the endpoint at once, each its own', async () => {
    const prompts = Array.from({ length: 100 }, (_, number) => `${number} one two three four `)
    const answers = await Promise.all(
      prompts.map(async (prompt) => (await ask(server(), question('echo-slowly', prompt, { stream: true }))).text()),
    )
    expect(answers.map(saidIn)).toEqual(prompts)
    expect(answers.every((answer) => answer.endsWith('data: [DONE]\n\n'))).toBe(true)
  })

  check(subject, 'serves streams and whole answers at once', async () => {
    const prompts = Array.from({ length: 50 }, (_, number) => `${number} one two three four `)
    const answers = await Promise.all(
      prompts.map(async (prompt, number) => {
        const stream = number % 2 === 1
        const answer = await (await ask(server(), question('echo', prompt, { stream }))).text()
        return stream ? saidIn(answer) : JSON.parse(answer).choices[0].message.content
      }),
    )
    expect(answers).toEqual(prompts)
  })
}

import { Agent } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { spawnServer } from '../spawn-server.ts'
import { check, hosts, retry, type Subject } from './subject.ts'
import { ask, chunksOf, connectTo, question, recordOf, request, settled, storyOf } from './wire.ts'

/** How a server ends. Hosts listen by themselves: how they close is theirs. */
export function closingCases(subject: Subject): void {
  const { runtime } = subject

  check(subject, 'the process ends when its stdin closes', async () => {
    const server = await spawnServer(runtime, { closeTimeout: 1_000 })
    expect(await request(server, '/')).toBe('hello')
    await server.close()
    expect(await request(server, '/')).toBe('ECONNREFUSED')
  })

  if (hosts.includes(runtime)) return

  check(subject, 'a second server is refused its port', async () => {
    expect(subject.server().refusal).toMatch(/in use/i)
  })

  check(
    subject,
    'finishes what it answers, and waits for nothing else',
    async () => {
      const server = await spawnServer(runtime, { closeTimeout: 10_000 })
      const agent = new Agent({ keepAlive: true })
      const answer = request(server, '/slow?pieces=15', agent)
      await request(server, '/', agent)
      const start = Date.now()

      const [finished, refused] = await Promise.all([answer, server.close().then(() => request(server, '/', agent))])
      expect(finished).toMatch(/15\n$/)
      expect(refused).toBe('ECONNREFUSED')
      expect(Date.now() - start).toBeLessThan(2_000)
      agent.destroy()
    },
    { retry },
  )

  check(
    subject,
    'asks answers to end after closeTimeout, then cuts their connections',
    async () => {
      const server = await spawnServer(runtime, { closeTimeout: 100 })
      const ids = [crypto.randomUUID(), crypto.randomUUID()] as const
      const answers = [request(server, `/slow?pieces=1000&id=${ids[0]}`), request(server, `/still?id=${ids[1]}`)]
      await Promise.all(ids.map((id) => storyOf(server, id)))
      const start = Date.now()
      await server.close()

      expect(Date.now() - start).toBeLessThan(2_000)
      expect(await Promise.all(answers)).toEqual([expect.stringMatching(/closing\n$/), 'ECONNRESET'])
    },
    { retry },
  )

  check(subject, 'streams of the endpoint say that the server stops', async () => {
    const server = await spawnServer(runtime, { closeTimeout: 100 })
    const prompt = crypto.randomUUID()
    const answer = ask(server, question('slow', prompt, { stream: true })).then((response) => response.text())
    await recordOf(server, prompt, ({ deltas }) => deltas > 0)
    await server.close()

    const stream = await answer
    expect(chunksOf(stream).at(-1)).toMatchObject({
      choices: [{ finish_reason: 'error' }],
      error: { code: 503, message: 'Cannot answer: the server is shutting down' },
    })
    expect(stream.endsWith('data: [DONE]\n\n')).toBe(true)
  })

  check(
    subject,
    'lets a slow client have the end of an answer that is long produced',
    async () => {
      const server = await spawnServer(runtime)
      const probe = crypto.randomUUID()
      const glutton = connectTo(server, `/flood?size=1000&id=${probe}`)
      const most = await settled(
        () => storyOf(server, probe),
        ({ pieces }) => pieces,
      )
      glutton.destroy()
      // So much that the last of it fits into the server, and not into the socket.
      const pieces = most.pieces - 8
      const id = crypto.randomUUID()
      const client = connectTo(server, `/flood?size=1000&pieces=${pieces}&id=${id}`)
      await settled(
        () => storyOf(server, id),
        (story) => story.pieces,
      )

      const closed = server.close()
      await sleep(50)
      const whole = await text(client)
      await closed
      expect(whole.endsWith('\r\n0\r\n\r\n')).toBe(true)
    },
    {
      isChance: true,
      misfits: { bun: "Bun's stop() takes an answer for finished whose last kilobytes have not left yet" },
    },
  )
}

import { expect } from 'vitest'
import { upstreamsHeader } from '../relay.ts'
import { check, type Subject } from './subject.ts'
import { call, connectTo, question, recordOf, settled, storyOf } from './wire.ts'

/** What the two ends of a socket hold, in pieces of 64 KiB. */
const most = 200
/** What they hold where two sockets follow each other, or where Bun's `fetch` reads ahead, in bytes: of half a gigabyte. */
const mostOfUpstream = 2 * most * 65_536

/** Nothing is produced that nobody takes. */
export function backPressureCases(subject: Subject): void {
  const { server, upstream } = subject

  check(subject, 'a raw answer produces no more than its client takes', async () => {
    const id = crypto.randomUUID()
    const client = connectTo(server(), `/flood?id=${id}`)
    const { pieces } = await settled(
      () => storyOf(server(), id),
      (story) => story.pieces,
    )
    expect(pieces).toBeLessThan(most)
    client.destroy()
  })

  check(subject, 'a generator produces no more than its client takes', async () => {
    const prompt = crypto.randomUUID()
    const client = connectTo(server(), '/v1/chat/completions', { body: question('flood', prompt, { stream: true }) })
    const { deltas } = await settled(
      () => recordOf(server(), prompt, () => true),
      (record) => record.deltas,
    )
    expect(deltas).toBeLessThan(most)
    client.destroy()
  })

  check(subject, 'a generator goes on when its client does', async () => {
    const prompt = crypto.randomUUID()
    const client = connectTo(server(), '/v1/chat/completions', { body: question('flood', prompt, { stream: true }) })
    const look = () => recordOf(server(), prompt, () => true)
    const { deltas } = await settled(look, (record) => record.deltas)
    client.resume()
    expect((await recordOf(server(), prompt, (record) => record.deltas > deltas + 10)).deltas).toBeGreaterThan(deltas)
    client.destroy()
  })

  check(subject, 'our relay takes no more than its client takes', async () => {
    const { baseUrl, seen } = upstream().at('flood')
    const body = question('m', 'Hi', { stream: true })
    const client = connectTo(server(), '/relay/chat/completions', { body, headers: { [upstreamsHeader]: baseUrl } })
    const written = await settled(
      () => seen.written,
      (bytes) => bytes,
    )
    expect(written).toBeLessThan(mostOfUpstream)
    client.destroy()
  })

  check(subject, 'our client takes no more than its reader does', async () => {
    const { baseUrl, seen } = upstream().at('flood')
    const facts = call(server(), 'stream', { baseUrl, pause: 600, leaveAfter: 2 })
    const written = await settled(
      () => seen.written,
      (bytes) => bytes,
    )
    expect(written).toBeLessThan(mostOfUpstream)
    expect(await facts).toMatchObject({ pieces: 2, status: 'truncated' })
  })
}

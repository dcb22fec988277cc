import { setTimeout as sleep } from 'node:timers/promises'
import { expect, vi } from 'vitest'
import type { Call } from '../call.ts'
import type { Story } from '../raw.ts'
import { upstreamsHeader } from '../relay.ts'
import type { Scenario } from '../upstream.ts'
import {
  briefly,
  check,
  longRequest,
  type Misfits,
  noSignal,
  patience,
  retry,
  type Subject,
  silent,
  soon,
} from './subject.ts'
import { call, connectTo, question, recordOf, settled, storyOf } from './wire.ts'

const silentHosts: Misfits = { workerd: silent, 'workerd-without-signal': silent, 'edge-runtime': silent }

/** What becomes of an answer whose client leaves. */
export function serverAbortCases(subject: Subject): void {
  const { server, measure } = subject
  /** Asks for a raw answer, leaves while it is under way, and says when. */
  async function leave(path: string): Promise<{ story: () => Promise<Story>; left: number }> {
    const id = crypto.randomUUID()
    const client = connectTo(server(), `${path}&id=${id}`)
    client.resume()
    await storyOf(server(), id)
    await sleep(50)
    const left = Date.now()
    client.destroy()
    return { story: () => storyOf(server(), id), left }
  }

  check(
    subject,
    'a raw answer gives no more',
    async () => {
      const { story, left } = await leave('/slow?pieces=1000')
      const { lastPiece = 0 } = await settled(story, ({ pieces }) => pieces)
      expect(lastPiece).toBeLessThan(left + soon)
    },
    { retry },
  )

  check(
    subject,
    'request.signal of a raw answer is aborted',
    async () => {
      const { story, left } = await leave('/slow?pieces=1000')
      const signalled = await vi.waitUntil(async () => (await story()).signalled, briefly)
      expect(signalled - left).toBeLessThan(soon)
    },
    { retry, misfits: { 'workerd-without-signal': noSignal, 'edge-runtime': noSignal } },
  )

  check(
    subject,
    'the body of a raw answer is cancelled',
    async () => {
      const { story, left } = await leave('/slow?pieces=1000')
      const cancelled = await vi.waitUntil(async () => (await story()).cancelled, briefly)
      expect(cancelled - left).toBeLessThan(soon)
    },
    { retry },
  )

  check(
    subject,
    'a raw answer that says nothing hears of it',
    async () => {
      const { story, left } = await leave('/still?')
      const told = await vi.waitUntil(async () => {
        const { signalled, cancelled } = await story()
        return signalled && cancelled ? Math.max(signalled, cancelled) : undefined
      }, briefly)
      expect(told - left).toBeLessThan(soon)
    },
    { retry, misfits: silentHosts },
  )

  check(
    subject,
    'a raw handler that has not answered yet hears of it',
    async () => {
      const { story, left } = await leave('/pend?')
      const signalled = await vi.waitUntil(async () => (await story()).signalled, briefly)
      expect(signalled - left).toBeLessThan(soon)
    },
    { retry, misfits: silentHosts },
  )

  /** Asks the endpoint, leaves once the generator is at work, and says when. */
  async function leaveEndpoint(prompt: string, more: object): Promise<number> {
    const client = connectTo(server(), '/v1/chat/completions', { body: question('slow', prompt, more) })
    client.resume()
    await recordOf(server(), prompt, ({ deltas }) => deltas >= 3)
    const left = Date.now()
    client.destroy()
    return left
  }

  check(
    subject,
    'the generator of a stream gives no more',
    async () => {
      const prompt = crypto.randomUUID()
      const left = await leaveEndpoint(prompt, { stream: true })
      const { lastDelta = 0 } = await settled(
        () => recordOf(server(), prompt, () => true),
        ({ deltas }) => deltas,
      )
      measure('stream, last piece', lastDelta - left)
      expect(lastDelta - left).toBeLessThan(soon)
    },
    { retry },
  )

  check(
    subject,
    'the signal of a stream is aborted',
    async () => {
      const prompt = crypto.randomUUID()
      const left = await leaveEndpoint(prompt, { stream: true })
      const { signalled = 0 } = await recordOf(server(), prompt, (record) => record.signalled, briefly)
      measure('stream, signalled', signalled - left)
      expect(signalled - left).toBeLessThan(soon)
    },
    { retry },
  )

  check(
    subject,
    'the generator of a stream returns',
    async () => {
      const prompt = crypto.randomUUID()
      const left = await leaveEndpoint(prompt, { stream: true })
      const { stopped = 0 } = await recordOf(server(), prompt, (record) => record.stopped, briefly)
      measure('stream, returned', stopped - left)
      expect(stopped - left).toBeLessThan(soon)
    },
    { retry },
  )

  check(
    subject,
    'the generator of a whole answer is told to return',
    async () => {
      const prompt = crypto.randomUUID()
      const left = await leaveEndpoint(prompt, {})
      const { stopped = 0 } = await recordOf(server(), prompt, (record) => record.stopped, briefly)
      measure('whole answer, returned', stopped - left)
      expect(stopped - left).toBeLessThan(soon)
    },
    { retry, misfits: silentHosts },
  )

  check(
    subject,
    'the generator of a whole answer to a long request is told to return',
    async () => {
      const prompt = `${crypto.randomUUID()} ${'x'.repeat(1_000)}`
      const left = await leaveEndpoint(prompt, {})
      const { stopped = 0 } = await recordOf(server(), prompt, (record) => record.stopped, briefly)
      expect(stopped - left).toBeLessThan(soon)
    },
    {
      retry,
      misfits: { ...silentHosts, deno: longRequest },
    },
  )
}

/** How our client lets go. */
export function clientAbortCases(subject: Subject): void {
  const { server, upstream, measure } = subject

  async function letGo(kind: 'whole' | 'stream', scenario: Scenario, how: Partial<Call>) {
    const { baseUrl, seen } = upstream().at(scenario)
    const facts = await call(server(), kind, { baseUrl, options: { maxRetries: 0 }, ...how })
    const closed = await vi.waitUntil(() => seen.left, patience)
    return { ...facts, after: closed - (facts.left ?? 0) }
  }

  check(
    subject,
    'our client closes the connection of a stream whose loop is left',
    async () => {
      const { after, ...facts } = await letGo('stream', 'slow', { leaveAfter: 3 })
      measure('our client, loop left', after)
      expect(facts).toMatchObject({ status: 'truncated', text: 'xxx' })
      expect(after).toBeLessThan(soon)
    },
    { retry },
  )

  check(
    subject,
    'our client closes the connection of a stream that is aborted',
    async () => {
      const { after, ...facts } = await letGo('stream', 'slow', { abortAfter: 100 })
      measure('our client, aborted', after)
      expect(facts).toMatchObject({
        status: 'truncated',
        error: { code: 'aborted' },
        text: expect.stringMatching(/^x/),
      })
      expect(after).toBeLessThan(soon)
    },
    { retry },
  )

  check(
    subject,
    'our client closes the connection of a stream that says nothing',
    async () => {
      const { after, error } = await letGo('stream', 'stall', { abortAfter: 100 })
      expect(error).toMatchObject({ code: 'aborted' })
      expect(after).toBeLessThan(soon)
    },
    { retry },
  )

  check(
    subject,
    'our client closes the connection of a whole answer that is aborted',
    async () => {
      const { after, error } = await letGo('whole', 'mute', { abortAfter: 100 })
      expect(error).toMatchObject({ name: 'ChatCompletionError', code: 'aborted' })
      expect(after).toBeLessThan(soon)
    },
    { retry },
  )

  /** Has the relay ask an upstream, and leaves. */
  async function leaveRelay(scenario: Scenario): Promise<number> {
    const { baseUrl, seen } = upstream().at(scenario)
    const body = question('m', 'Hi', { stream: true })
    const client = connectTo(server(), '/relay/chat/completions', { body, headers: { [upstreamsHeader]: baseUrl } })
    client.resume()
    await vi.waitUntil(() => seen.tries.length > 0, patience)
    await sleep(100)
    const left = Date.now()
    client.destroy()
    return (await vi.waitUntil(() => seen.left, briefly)) - left
  }

  check(
    subject,
    'our relay closes the connection of its upstream',
    async () => {
      const after = await leaveRelay('slow')
      measure('upstream of our relay', after)
      expect(after).toBeLessThan(soon)
    },
    { retry },
  )

  check(
    subject,
    'our relay closes the connection of an upstream that says nothing',
    async () => expect(await leaveRelay('stall')).toBeLessThan(soon),
    { retry, misfits: silentHosts },
  )
}

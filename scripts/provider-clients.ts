// What the clients of others make of what a provider sends: which answers they reject.
import { readFileSync } from 'node:fs'
import { type Sdk, sdksOver } from '../packages/mock/test/sdks.ts'
import type { Recording } from './recordings.ts'

/** The versions that are installed here. */
export function clientVersions(): Record<string, string> {
  const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
  const names = sdksOver(async () => Response.error()).map(({ name }) => name)
  return Object.fromEntries(names.map((name) => [name, devDependencies[name]]))
}

/** The clients that reject a recorded answer. */
export type Rejections = (recording: Recording) => Promise<string[]>

export function rejections(): Rejections {
  let response = (): Response => Response.error()
  const clients = sdksOver(async () => response())
  return async ({ body, sse }) => {
    const headers = { 'content-type': 'text/event-stream' }
    response = () => (sse === undefined ? Response.json(body) : new Response(sse, { headers }))
    const rejecting: string[] = []
    for (const client of clients) if (await rejects(client, sse !== undefined)) rejecting.push(client.name)
    return rejecting
  }
}

async function rejects(client: Sdk, streamed: boolean): Promise<boolean> {
  try {
    await (streamed ? client.stream() : client.whole())
    return false
  } catch {
    return true
  }
}

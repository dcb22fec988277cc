import { afterAll, beforeAll, beforeEach, describe, type RunnerTask } from 'vitest'
import { clientAbortCases, serverAbortCases } from './cases/abort.ts'
import { backPressureCases } from './cases/back-pressure.ts'
import { clientCases, clientErrorCases } from './cases/client.ts'
import { closingCases } from './cases/closing.ts'
import { errorCases } from './cases/errors.ts'
import { limitCases } from './cases/limits.ts'
import { relayCases } from './cases/relay.ts'
import { concurrencyCases, serverCases, streamingCases } from './cases/server.ts'
import { reasonMark, type Subject } from './cases/subject.ts'
import { runtimes, type SpawnedServer, spawnServer } from './index.ts'
import { Tally } from './tally.ts'
import { startUpstream, type TestUpstream } from './upstream.ts'

const groups: Readonly<Record<string, readonly ((subject: Subject) => void)[]>> = {
  client: [clientCases],
  server: [serverCases],
  relay: [relayCases],
  streaming: [streamingCases],
  abort: [serverAbortCases, clientAbortCases],
  'back-pressure': [backPressureCases],
  errors: [errorCases, clientErrorCases],
  limits: [limitCases],
  concurrency: [concurrencyCases],
  closing: [closingCases],
}

let upstream: TestUpstream
const tasks = new Set<RunnerTask>()
/** Milliseconds, by runtime and by what was waited for. */
const times: Record<string, Record<string, number>> = {}

beforeAll(async () => {
  upstream = await startUpstream()
})

beforeEach(({ task }) => {
  tasks.add(task)
})

afterAll(async () => {
  const tally = new Tally()
  for (const task of tasks) add(task)
  tally.print('Conformance: cases that hold, by runtime')
  console.info('\nMilliseconds after the client has left')
  console.table(times)
  await upstream.close()

  function add({ name, result, suite }: RunnerTask): void {
    const [, misfit] = name.split(reasonMark)
    const isHeld = result?.state === 'pass' && misfit === undefined
    tally.add(String(suite?.suite?.name), String(suite?.name), isHeld, misfit)
  }
})

describe.each(runtimes)('%s', (runtime) => {
  let server: SpawnedServer
  const subject: Subject = {
    runtime,
    server: () => server,
    upstream: () => upstream,
    measure(what, milliseconds) {
      times[runtime] = { ...times[runtime], [what]: milliseconds }
    },
  }

  beforeAll(async () => {
    server = await spawnServer(runtime, { closeTimeout: 100 })
  })

  afterAll(() => server.close())

  for (const [group, cases] of Object.entries(groups)) {
    describe(group, () => {
      for (const hold of cases) hold(subject)
    })
  }
})

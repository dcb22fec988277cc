import { test } from 'vitest'
import type { Runtime, SpawnedServer } from '../spawn-server.ts'
import type { TestUpstream } from '../upstream.ts'

/** What a group of cases is held against. */
export interface Subject {
  readonly runtime: Runtime
  readonly server: () => SpawnedServer
  readonly upstream: () => TestUpstream
  /** Notes a time, in milliseconds, for the table of times. */
  readonly measure: (what: string, milliseconds: number) => void
}

/** Why a case does not hold on a runtime: it is expected to fail there. */
export type Misfits = Partial<Record<Runtime, string>>

/** Those of no adapter's listen by themselves, and notice that a client left when the next piece cannot be sent. */
export const hosts: readonly Runtime[] = ['workerd', 'workerd-without-signal', 'edge-runtime']

/** How soon something stops after its client left, in milliseconds. */
export const soon = 100

/** How long a test waits for what it is about, on a machine that is busy. */
export const patience = { timeout: 5_000 }

/** How long it waits for what is to come soon. */
export const briefly = { timeout: 500 }

/** How often a case tries again in which time counts: the machine may have been busy. */
export const retry = 2

export interface CheckOptions {
  readonly misfits?: Misfits
  readonly retry?: number
  /** A misfit may hold all the same, by chance: it is not tried. */
  readonly isChance?: boolean
}

/** A case that a runtime is to show. Misfits wait side by side. */
export function check(
  { runtime }: Subject,
  name: string,
  hold: () => Promise<void>,
  { misfits = {}, retry: tries = 0, isChance = false }: CheckOptions = {},
): void {
  const misfit = misfits[runtime]
  const title = `${name}${reasonMark}${misfit}`
  if (misfit === undefined) test(name, { retry: tries }, hold)
  else if (isChance) test(title, ({ skip }) => skip(misfit))
  else test.concurrent.fails(title, hold)
}

/** Stands between a case's name and why it does not hold. */
export const reasonMark = ' – not here: '

// Why something does not hold on some runtimes.

export const silent = 'it hears of a client that has left when the next piece cannot be sent'
export const longRequest = 'before a response, Deno 2.9.6 watches requests of up to 512 bytes'
export const noSignal = 'it has no such signal'

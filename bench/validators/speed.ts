// How long each contender takes over each body, beside JSON.parse of its text: bundled, run on one runtime, prints JSON.
import { readFileSync } from 'node:fs'
import process from 'node:process'
import { median, medianRatio, shuffled } from '../statistics.ts'
import type { Body } from './bodies.ts'
import { type Contender, contenders, own, ownRepairing } from './contenders.ts'

export interface Speed {
  readonly name: string
  readonly does: string
  /** Its time by that of JSON.parse: one ratio for each body that it accepts. */
  readonly ratios: readonly number[]
  readonly weights: readonly number[]
  /** Its time by that of ours for the same body. */
  readonly slower: readonly number[]
  /** What it adds to JSON.parse, by that, where all its bodies are parsed and read, one after the other. */
  readonly overall: number
}

/** A body has copies, because a real one is read once. */
const copies = 16
/** Milliseconds in which a contender is compiled. */
const warmUp = 700
/** Milliseconds that one look at the clock must be worth. */
const slice = 0.3

interface Subject {
  readonly body: Body
  readonly copies: readonly unknown[]
}

interface Trial {
  readonly run: (body: unknown, text: string) => unknown
  /** How often a subject is run at a time. */
  readonly counts: Map<Subject, number>
  /** By subject, the times of the rounds. */
  readonly times: Map<Subject, number[]>
  /** Of all subjects in turn, each parsed and read; by that, of JSON.parse alone. */
  readonly whole: number[]
}

/** What was made last: else nothing would have to be made. */
let sink: unknown

const [file, rounds, ...names] = process.argv.slice(2)
const bodies: Body[] = JSON.parse(readFileSync(String(file), 'utf8'))
const subjects = bodies.map(
  (body): Subject => ({ body, copies: Array.from({ length: copies }, () => JSON.parse(body.text)) }),
)
const parse = await trial((_, text) => JSON.parse(text), subjects)
const trials = new Map<Contender, Trial>()
for (const contender of contenders) {
  if (names.includes(contender.name)) trials.set(contender, await trial(contender.run, await acceptedBy(contender)))
}
const all = [parse, ...trials.values()]
for (let round = 0; round < Number(rounds); round += 1) {
  // In another order each time, because who comes next pays for the garbage.
  const inTurn = shuffled(all)
  for (const subject of subjects) for (const each of inTurn) await visit(each, subject)
  for (const each of inTurn) {
    const accepted = [...each.counts.keys()]
    each.whole.push((await pass(each.run, accepted)) / (await pass(doNothing, accepted)) - 1)
  }
}
console.log(JSON.stringify([...trials].map(([contender, each]) => speedOf(contender, each))))

async function acceptedBy({ run, repaired }: Contender): Promise<Subject[]> {
  const accepted: Subject[] = []
  for (const subject of subjects) {
    const isAsked = repaired === undefined || repaired === subject.body.isRepaired
    const verdict = isAsked && (await run(subject.copies[0]))
    if (typeof verdict === 'object' ? verdict.success : verdict) accepted.push(subject)
  }
  return accepted
}

/** Runs all subjects until they are compiled, and finds out how often each must be run. */
async function trial(run: Trial['run'], subjects: readonly Subject[]): Promise<Trial> {
  const made: Trial = { run, counts: new Map(), times: new Map(), whole: [] }
  for (const subject of subjects) made.times.set(subject, [])
  const end = performance.now() + warmUp
  while (performance.now() < end) await pass(run, subjects)
  for (const subject of subjects) made.counts.set(subject, Math.ceil(slice / (await time(run, subject, 50))))
  return made
}

async function visit({ run, counts, times }: Trial, subject: Subject): Promise<void> {
  const count = counts.get(subject)
  if (count !== undefined) times.get(subject)?.push(await time(run, subject, count))
}

/** As in a gateway: a body is fresh when it is read, and another than the one before. */
async function pass(run: Trial['run'], subjects: readonly Subject[]): Promise<number> {
  const start = performance.now()
  for (let at = 0; at < 8; at += 1) {
    for (const { body } of subjects) {
      sink = run(JSON.parse(body.text), body.text)
      if (sink instanceof Promise) await sink
    }
  }
  return performance.now() - start
}

function doNothing(body: unknown): unknown {
  return body
}

/** Milliseconds of one run. */
async function time(run: Trial['run'], { body, copies }: Subject, count: number): Promise<number> {
  const { text } = body
  const start = performance.now()
  for (let at = 0; at < count; at += 1) {
    sink = run(copies[at % copies.length], text)
    if (sink instanceof Promise) await sink
  }
  return (performance.now() - start) / count
}

function speedOf({ name, does }: Contender, { times, whole }: Trial): Speed {
  const ours = [...trials].filter((each) => each[0].name === own || each[0].name === ownRepairing)
  const oursOf = (subject: Subject) => ours.map(([, each]) => each.times.get(subject)).find(Boolean) ?? []
  const tried = [...times]
  return {
    name,
    does,
    ratios: tried.map(([subject, each]) => medianRatio(each, parse.times.get(subject) ?? [])),
    weights: tried.map(([subject]) => subject.body.weight),
    slower: tried.map(([subject, each]) => medianRatio(each, oursOf(subject))),
    overall: median(whole),
  }
}

import { type ChatCompletionError, type ProviderError, ValidationError } from '@chat-completion/core'
import type { Repair } from '@chat-completion/validators'
import type { Body } from '../bodies.ts'
import type { Kind } from '../detect.ts'
import type { Mode } from '../parse.ts'
import { preview } from '../preview.ts'
import type { Outcome } from './judge.ts'
import { boundedKey, compare, type Example, Tally } from './tally.ts'

export interface Counts {
  bodies: number
  /** As they are: strict mode accepts them, too. */
  accepted: number
  repaired: number
  /** Errors that the provider reports. */
  errors: number
  rejected: number
}

/** An input and how many bodies it had; `error`: why it could not be read, or not to its end. */
export interface FileReport {
  readonly name: string
  bodies: number
  error?: string
}

export type Place = Pick<Example, 'file' | 'line' | 'index'>

/** Everything that is said of the bodies in the end, counted as they come: its size does not grow with theirs. */
export class Report {
  readonly mode: Mode
  readonly files: FileReport[] = []
  readonly total: Counts = noCounts()
  readonly kinds: Record<Kind | 'stream', number> = { completion: 0, chunk: 0, stream: 0, request: 0, error: 0 }
  readonly repairs: Tally
  readonly errors: Tally
  readonly rejections: Tally
  /** What rejected bodies have in common: the places where they are not what the contract says. */
  readonly deviations: Tally
  /** What to try, from the first body that is none; empty where nothing comes to mind. */
  advice?: string
  readonly #groups = new Map<string, Counts>()

  constructor(mode: Mode, maxExamples: number) {
    this.mode = mode
    this.repairs = new Tally(maxExamples)
    this.errors = new Tally(maxExamples)
    this.rejections = new Tally(maxExamples)
    this.deviations = new Tally(maxExamples)
  }

  /** The counts of each group, the largest first; none where bodies are not grouped. */
  get groups(): { readonly name: string; readonly counts: Counts }[] {
    return [...this.#groups]
      .map(([name, counts]) => ({ name, counts }))
      .sort((one, other) => other.counts.bodies - one.counts.bodies || compare(one.name, other.name))
  }

  add(place: Place, body: Pick<Body, 'id' | 'group'>, outcome: Outcome): void {
    const group = body.group === undefined ? undefined : boundedKey(this.#groups, body.group)
    const example = body.id === undefined ? place : { ...place, id: body.id }
    this.#count(group, outcome.status)
    switch (outcome.status) {
      case 'error':
        this.kinds.error += 1
        this.errors.add(codeOf(outcome.error), group, 1, { ...example, message: preview(outcome.error.message) })
        break
      case 'rejected':
        this.#addRejection(group, example, outcome.error)
        break
      default:
        this.kinds[outcome.kind] += 1
        this.#addRepairs(group, example, outcome.repairs)
    }
  }

  #count(group: string | undefined, status: Outcome['status']): void {
    const column = status === 'error' ? 'errors' : status
    const all = group === undefined ? [this.total] : [this.total, this.#groupOf(group)]
    for (const counts of all) {
      counts.bodies += 1
      counts[column] += 1
    }
  }

  #groupOf(name: string): Counts {
    const found = this.#groups.get(name)
    if (found) return found
    const counts = noCounts()
    this.#groups.set(name, counts)
    return counts
  }

  #addRepairs(group: string | undefined, example: Omit<Example, 'message'>, repairs: readonly Repair[]): void {
    for (const [code, same] of byKey(repairs, (repair) => repair.code)) {
      const { path, message } = same[0]
      // A stream says of each repair how often it took it.
      const times = same.reduce((sum, { count = 1 }) => sum + count, 0)
      this.repairs.add(code, group, times, { ...example, path, message: preview(message) })
    }
  }

  #addRejection(group: string | undefined, example: Omit<Example, 'message'>, error: ChatCompletionError): void {
    this.rejections.add(error.code, group, 1, { ...example, message: preview(error.message) })
    if (!(error instanceof ValidationError)) return
    for (const [place, same] of byKey(error.issues, (issue) => placeOf(issue.path))) {
      const { path, message } = same[0]
      this.deviations.add(place, group, same.length, { ...example, path, message: preview(message) })
    }
  }
}

function noCounts(): Counts {
  return { bodies: 0, accepted: 0, repaired: 0, errors: 0, rejected: 0 }
}

function codeOf({ providerCode, providerType }: ProviderError): string {
  return preview(String(providerCode ?? providerType ?? '(no code)'), 60)
}

/** A path for counting: the same for every item of a list. */
function placeOf(path: readonly (string | number)[]): string {
  const text = path.map((key) => (typeof key === 'number' ? '[]' : `.${key}`)).join('')
  return preview(text.replace(/^\./, '') || 'body', 80)
}

function byKey<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, [Item, ...Item[]]> {
  const groups = new Map<string, [Item, ...Item[]]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}

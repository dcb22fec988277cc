import { repairCatalogue } from '@chat-completion/validators'
import type { Counts, Report } from './report.ts'
import type { Example, TallyEntry } from './tally.ts'

/** What `--format json` prints. Keys are added, never removed or given another meaning. */
interface JsonReport {
  readonly mode: 'tolerant' | 'strict'
  readonly files: readonly JsonFile[]
  readonly counts: Counts
  /** What the bodies are that were not rejected. */
  readonly kinds: {
    readonly completion: number
    readonly chunk: number
    readonly stream: number
    readonly request: number
    readonly error: number
  }
  /** With `--group`, the largest first. */
  readonly groups: readonly (Counts & { readonly group: string })[]
  /** By code of the repair; `drops`: a value may be lost from the result. */
  readonly repairs: readonly (JsonTally & { readonly drops: boolean })[]
  /** By the provider's own code or type. */
  readonly errors: readonly JsonTally[]
  /** By `ChatCompletionErrorCode`. */
  readonly rejections: readonly JsonTally[]
  /** By place, for bodies rejected as `invalid-shape`; `code` is the path. */
  readonly deviations: readonly JsonTally[]
}

interface JsonFile {
  readonly file: string
  readonly bodies: number
  /** Why it could not be read, or not to its end; null where it was read. */
  readonly error: string | null
}

interface JsonTally {
  readonly code: string
  readonly bodies: number
  readonly occurrences: number
  /** How many bodies of each group. */
  readonly groups: readonly { readonly group: string; readonly bodies: number }[]
  readonly examples: readonly Example[]
}

export function toJson(report: Report): string {
  const json: JsonReport = {
    mode: report.mode,
    files: report.files.map(({ name, bodies, error = null }) => ({ file: name, bodies, error })),
    counts: report.total,
    kinds: report.kinds,
    groups: report.groups.map(({ name, counts }) => ({ group: name, ...counts })),
    repairs: report.repairs.list().map((entry) => ({ ...toTally(entry), drops: isDropping(entry.code) })),
    errors: report.errors.list().map(toTally),
    rejections: report.rejections.list().map(toTally),
    deviations: report.deviations.list().map(toTally),
  }
  return `${JSON.stringify(json, null, 2)}\n`
}

export function isDropping(code: string): boolean {
  return repairCatalogue.find((rule) => rule.code === code)?.drops ?? false
}

function toTally({ code, bodies, occurrences, groups, examples }: TallyEntry): JsonTally {
  return {
    code,
    bodies,
    occurrences,
    groups: [...groups].map(([group, count]) => ({ group, bodies: count })),
    examples,
  }
}

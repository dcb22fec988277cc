import type { ValidationIssue } from '@chat-completion/core'
import { ValidationError } from '@chat-completion/core'
import * as v from 'valibot'
import { preview } from './schema.ts'

export type Path = readonly (string | number)[]

/** A place where a body is not what its schema says. */
export interface Deviation {
  readonly path: Path
  readonly expected: string
  readonly received: unknown
  /** A known key in the domain's spelling; else a value that is wrong or missing. */
  readonly kind: 'domain-key' | 'value'
}

/** All deviations of a body, in the order of the schema's keys; none where the schema accepts it. */
export function deviationsOf(schema: v.GenericSchema, body: unknown): Deviation[] {
  return (v.safeParse(schema, body).issues ?? []).flatMap((issue) => fromIssue(issue, []))
}

function fromIssue(issue: v.BaseIssue<unknown>, above: Path): Deviation[] {
  const path = [...above, ...(issue.path ?? []).map((item) => item.key as string | number)]
  // A union says only that no option fits; the option of the right type says where it does not.
  const nested = (issue.issues ?? []).filter((option) => option.path !== undefined)
  if (nested.length > 0) return nested.flatMap((option) => fromIssue(option, path))
  return [
    {
      path,
      expected: issue.expected ?? issue.type,
      received: issue.input,
      kind: issue.type === 'domain_key' ? 'domain-key' : 'value',
    },
  ]
}

/** The error for a body that cannot be accepted, each deviation named. */
export function validationError(what: string, deviations: readonly Deviation[]): ValidationError {
  const issues = deviations.map(toIssue)
  const [first] = issues
  const more = issues.length > 1 ? `, and ${issues.length - 1} more` : ''
  return new ValidationError(`Cannot read the ${what}: ${first?.message ?? 'it is not what the contract says'}${more}`, issues)
}

function toIssue({ path, expected, received }: Deviation): ValidationIssue {
  const short = preview(received)
  const place = pathText(path)
  return { path, expected, received: short, message: `${place}: expected ${expected}, received ${short}` }
}

/** `choices[0].message.content`; `body` for the root. */
export function pathText(path: Path): string {
  let text = ''
  for (const key of path) {
    if (typeof key === 'number') text += `[${key}]`
    else if (/^[A-Za-z_$][\w$]*$/.test(key)) text += text === '' ? key : `.${key}`
    else text += `[${JSON.stringify(key)}]`
  }
  return text === '' ? 'body' : text
}

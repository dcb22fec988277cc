import { ValidationError } from '@chat-completion/core'
import { pathText, preview } from './json.ts'
import type { Deviation } from './reading.ts'

/** The error for a body that cannot be accepted, each deviation named. */
export function validationError(what: string, deviations: readonly Deviation[]): ValidationError {
  const issues = deviations.map(({ path, expected, received }) => {
    const short = preview(received)
    return { path, expected, received: short, message: `${pathText(path)}: expected ${expected}, received ${short}` }
  })
  const more = issues.length > 1 ? `, and ${issues.length - 1} more` : ''
  return new ValidationError(`Cannot read the ${what}: ${issues[0]?.message}${more}`, issues)
}

/**
 * What a condition looks for: an expression, where it is written between slashes.
 *
 * @throws {SyntaxError} The expression is none.
 */
export function toPattern(written: string): string | RegExp {
  const [, source, flags] = /^\/(.+)\/([dgimsuvy]*)$/s.exec(written) ?? []
  return source === undefined ? written : new RegExp(source, flags)
}

/**
 * Whether a key is the expected one, in a time that does not tell how much of it is right.
 *
 * @param expected Undefined or empty, where no key was set, is nobody's.
 *
 * @example
 * ```ts
 * import { createHandler, isSameSecret } from '@chat-completion/http'
 *
 * const expected = 'secret-example'
 * const handler = createHandler(() => 'Paris', { authorize: (key) => isSameSecret(key, expected) })
 * const { status } = await handler(new Request('http://localhost/v1/models'))
 * status
 * //=> 401
 * ```
 */
export function isSameSecret(received: string | undefined, expected: string | undefined): boolean {
  if (!received || !expected) return false
  const encoder = new TextEncoder()
  const [one, other] = [encoder.encode(received), encoder.encode(expected)]
  let difference = one.length ^ other.length
  for (const [index, byte] of one.entries()) difference |= byte ^ (other[index % other.length] ?? 0)
  return difference === 0
}

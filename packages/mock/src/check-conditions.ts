import type { Conditions } from './condition.ts'

const isText = (value: unknown): boolean => (typeof value === 'string' && value !== '') || value instanceof RegExp
const texts = 'a text that is not empty, or an expression'

/** What each condition may be, and how that is told. */
const checks: Readonly<Record<keyof Conditions, readonly [isRight: (value: unknown) => boolean, expected: string]>> = {
  text: [isText, texts],
  model: [isText, texts],
  tool: [isText, texts],
  toolResult: [(value) => typeof value === 'boolean' || isText(value), `true, false, ${texts}`],
  request: [
    (value) => typeof value === 'function' && Object.prototype.toString.call(value) !== '[object AsyncFunction]',
    'a function that is not asynchronous',
  ],
  call: [(value) => typeof value === 'number', 'a number'],
}

/**
 * @throws {TypeError} One is unknown, or of a wrong type: it would match anything, or nothing.
 * @throws {RangeError} A number is out of its range.
 */
export function checkConditions(conditions: Conditions): void {
  for (const [name, value] of Object.entries(conditions)) {
    const [isRight, expected] = checks[name as keyof Conditions] ?? []
    if (!isRight) throw new TypeError(`Cannot match "${name}": there is no such condition`)
    if (value !== undefined && !isRight(value)) throw new TypeError(`Cannot match "${name}": expected ${expected}`)
  }
  const { call = 1 } = conditions
  if (!(Number.isInteger(call) && call >= 1)) {
    throw new RangeError(`Cannot wait for call ${call}: expected a whole number from 1`)
  }
}

/** @throws {TypeError} It is a promise, which would count as true. */
export function atOnce(given: unknown): boolean {
  if (typeof Object(given).then !== 'function') return Boolean(given)
  throw new TypeError('Cannot match "request": it gave a promise, not true or false')
}

import { completionToWire } from '@chat-completion/core'
import { safeParseChatCompletion } from '@chat-completion/validators'
import fc from 'fast-check'
import { expect } from 'vitest'
import { canonical } from '../../core/test/canonical.ts'
import { fullCompletion } from '../../core/test/full-completion.ts'
import { putBack } from './put-back.ts'

export type Path = readonly (string | number)[]

/** Every place in `value`. */
export function places(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  return [
    path,
    ...Object.entries(value).flatMap(([key, item]) =>
      places(item, [...path, Array.isArray(value) ? Number(key) : key]),
    ),
  ]
}

/** `body` after the edit; what lies on the way is copied, the rest is shared. */
export function change(
  body: unknown,
  path: Path,
  edit: (container: Record<string | number, unknown>, key: string | number) => unknown,
): unknown {
  if (typeof body !== 'object' || body === null) return body
  const copy = (Array.isArray(body) ? [...body] : { ...body }) as Record<string | number, unknown>
  const [step = '', ...below] = path
  if (below.length === 0) edit(copy, step)
  else if (Object.hasOwn(copy, step)) copy[step] = change(copy[step], below, edit)
  return copy
}

const domainSpelling = (key: string | number): string =>
  String(key).replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())

const oddValue = fc.oneof(
  fc.json({ maxDepth: 3 }).map((text): unknown => JSON.parse(text)),
  fc.constantFrom(
    '',
    '12',
    '1e999',
    Number.POSITIVE_INFINITY,
    Number.NaN,
    {},
    [],
    [null],
    { type: 'text' },
    { type: 'function' },
    { message: 'No' },
  ),
)

/** `full`, changed in up to six places. */
function changed(full: unknown): fc.Arbitrary<unknown> {
  const place = fc.constantFrom(...places(full).filter((path) => path.length > 0))
  const mutation = fc.oneof(
    fc.record({ path: place, value: oddValue }).map(
      ({ path, value }) =>
        (body: unknown) =>
          change(body, path, (container, key) => {
            container[key] = value
          }),
    ),
    place.map(
      (path) => (body: unknown) =>
        change(body, path, (container, key) =>
          Array.isArray(container) ? container.splice(Number(key), 1) : delete container[key],
        ),
    ),
    place.map(
      (path) => (body: unknown) =>
        change(body, path, (container, key) => {
          if (Array.isArray(container)) return
          const value = container[key]
          delete container[key]
          container[domainSpelling(key)] = value
        }),
    ),
    fc
      .record({
        path: place,
        key: fc.constantFrom('finishReason', 'contentParts', '__proto__', 'constructor', 'toolCalls', 'x_groq'),
        value: oddValue,
      })
      .map(
        ({ path, key, value }) =>
          (body: unknown) =>
            change(body, [...path, key], (container) => {
              if (Array.isArray(container)) return
              Object.defineProperty(container, key, { value, enumerable: true, configurable: true, writable: true })
            }),
      ),
  )
  return fc
    .array(mutation, { minLength: 1, maxLength: 6 })
    .map((mutations) => mutations.reduce((body, mutate) => mutate(body), full))
}

/** `full` with one deviation, for each place and each kind of value. */
export function* deviatingOnce(full: unknown): Generator<unknown> {
  for (const path of places(full).filter(({ length }) => length > 0)) {
    for (const value of [7, Number.NaN, 'x', '', true, null, {}, []]) {
      yield change(full, path, (container, key) => {
        container[key] = value
      })
    }
    yield change(full, path, (container, key) =>
      Array.isArray(container) ? container.splice(Number(key), 1) : delete container[key],
    )
    yield change(full, [...path, 'x_unknown'], (container, key) => {
      if (!Array.isArray(container)) container[key] = 1
    })
  }
}

/** The completion with every known key, but without tool calls that the compiled reader leaves to the schema. */
export const compiledCompletion = {
  ...fullCompletion,
  choices: fullCompletion.choices.map((choice) => ({
    ...choice,
    message: {
      ...choice.message,
      tool_calls: choice.message.tool_calls?.filter(({ type }) => type === 'function') ?? null,
    },
  })),
}

export const deviating: fc.Arbitrary<unknown> = fc.oneof(changed(fullCompletion), changed(compiledCompletion))

/** The completion with every known key, as a chunk. */
export const fullChunk: unknown = {
  ...fullCompletion,
  object: 'chat.completion.chunk',
  obfuscation: 'x',
  choices: fullCompletion.choices.map(({ message, ...choice }) => ({
    ...choice,
    delta: { ...message, tool_calls: message.tool_calls?.map((call, index) => ({ ...call, index })) ?? null },
  })),
}

export const deviatingChunk: fc.Arbitrary<unknown> = changed(fullChunk)

function isUsable(body: unknown): boolean {
  const { choices } = (body ?? {}) as { choices?: unknown }
  const isObject = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
  return Array.isArray(choices) && choices.some((choice) => isObject(choice) && isObject(choice.message))
}

/** Laws 1, 2 and 3 on a completion that deviates in up to six places. */
export const lawsOnDeviations: fc.IProperty<[unknown]> = fc.property(deviating.filter(isUsable), (body) => {
  const input = structuredClone(body)
  const result = safeParseChatCompletion(body)
  expect(result).toMatchObject({ success: true })
  if (!result.success) return
  const wire = completionToWire(result.value)
  expect(canonical(putBack(wire, result.repairs))).toBe(canonical(input))
  expect(canonical(body)).toBe(canonical(input))
  expect(safeParseChatCompletion(wire, { mode: 'strict' })).toMatchObject({ success: true, repairs: [] })
})

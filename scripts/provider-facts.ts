// What docs/providers.json says of each provider: counts and names alone, no text of anybody.
import { readFileSync } from 'node:fs'
import * as v from 'valibot'

const count = v.pipe(v.number(), v.integer(), v.minValue(0))

/** Of how many answers and of how many streams something was seen. */
const CountsSchema = v.strictObject({ completions: count, streams: count })

/** A word or a key path: nothing that a person could have written, and no id. */
const name = v.pipe(v.string(), v.regex(/^[\w.[\]<> -]{1,70}$/))
/** A package on npm. */
const client = v.pipe(v.string(), v.regex(/^[@a-z/-]+$/))
const Named = v.record(name, CountsSchema)
const NamedOnce = v.record(name, count)

export const ProviderSchema = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[a-z.-]+$/)),
  name: v.string(),
  completions: count,
  streams: count,
  errors: count,
  /** Answers that are answers, and streams that are told to their end. */
  usable: CountsSchema,
  /** Of the usable ones: those that need no repair. */
  asTheyAre: CountsSchema,
  repairs: Named,
  /** Beyond the types of `openai`: where the wire types of this library list a key, `listed`. */
  keys: v.record(name, v.strictObject({ ...CountsSchema.entries, listed: v.boolean() })),
  reasoning: Named,
  finishReasons: Named,
  usage: v.strictObject({ details: Named, places: NamedOnce }),
  /** Of the streams whose bytes are known. */
  framing: v.strictObject({ streams: count, habits: NamedOnce }),
  whitespaceBefore: count,
  /** By client: the usable answers and streams that it rejects. */
  rejectedBy: v.record(client, CountsSchema),
})

export const FactsSchema = v.strictObject({
  about: v.string(),
  /** The versions of the clients that were asked. */
  clients: v.record(client, v.pipe(v.string(), v.regex(/^\d+\.\d+\.\d+$/))),
  providers: v.array(ProviderSchema),
})

export type Counts = v.InferOutput<typeof CountsSchema>
export type ProviderFacts = v.InferOutput<typeof ProviderSchema>
export type Facts = v.InferOutput<typeof FactsSchema>

export const factsFile = 'docs/providers.json'

export function readFacts(): Facts {
  return v.parse(FactsSchema, JSON.parse(readFileSync(factsFile, 'utf8')))
}

import type { Node } from '../../packages/validators/src/node.ts'

/** How one library says what our schemas say. */
export interface Vocabulary<Schema> {
  readonly string: Schema
  readonly nonEmptyString: Schema
  /** Finite. */
  readonly number: Schema
  readonly boolean: Schema
  readonly unknown: Schema
  literal(values: readonly string[]): Schema
  /** A string that is none of these, and not empty. */
  otherThan(values: readonly string[]): Schema
  nullable(inner: Schema): Schema
  /** For a value that may be absent or null: in `object` alone. */
  nullish(inner: Schema): Schema
  either(options: readonly Schema[]): Schema
  list(item: Schema): Schema
  dictionary(value: Schema): Schema
  /** Other keys are allowed, but those in `forbidden` are not. */
  object(entries: readonly Entry<Schema>[], forbidden: readonly string[]): Schema
  /** An object told by its `key`: the arm that lists it, else `others`. */
  oneOf(key: string, arms: readonly Arm<Schema>[], others: Schema | undefined): Schema
}

interface Entry<Schema> {
  readonly key: string
  readonly schema: Schema
  readonly isOptional: boolean
}

interface Arm<Schema> {
  readonly kinds: readonly string[]
  readonly schema: Schema
}

/** The same contract in the words of another library, made from the structure of our schema, so that nothing is forgotten. */
export function derive<Schema>(node: Node, vocabulary: Vocabulary<Schema>): Schema {
  const made = new Map<Node, Schema>()
  return said(node)

  function said(node: Node): Schema {
    const found = made.get(node)
    if (found !== undefined) return found
    const schema = say(node)
    made.set(node, schema)
    return schema
  }

  function say(node: Node): Schema {
    const { type, wrapped, options = [], key = '', entries, reserved = [], item, value } = node
    if (type === 'exact_optional') return vocabulary.nullish(said(withoutNull(node)))
    if (type === 'nullable' && wrapped) return vocabulary.nullable(said(wrapped))
    if (type === 'picklist') return vocabulary.literal(kindsOf(node))
    if (type === 'string') return node.accepts?.('') ? vocabulary.string : vocabulary.nonEmptyString
    if (type === 'number' || type === 'boolean' || type === 'unknown') return vocabulary[type]
    if (type === 'union') return vocabulary.either(options.map(said))
    if (type === 'array' && item) return vocabulary.list(said(item))
    if (type === 'record' && value) return vocabulary.dictionary(said(value))
    if (type === 'variant') return sayVariant(key, options)
    if (entries) return vocabulary.object(entriesOf(entries), [...domainSpellings(entries), ...reserved])
    throw new Error(`Cannot derive a schema: "${type}" is not known`)
  }

  function sayVariant(key: string, options: readonly Node[]): Schema {
    const listed = options.filter(({ open }) => !open)
    const kinds = listed.flatMap(({ entries }) => kindsOf(entries?.[key]))
    const arms = listed.map((arm) => ({ kinds: kindsOf(arm.entries?.[key]), schema: said(arm) }))
    const open = options.find((option) => option.open)?.entries
    const kind = { key, schema: vocabulary.otherThan(kinds), isOptional: false }
    return vocabulary.oneOf(key, arms, open && vocabulary.object([kind, ...entriesOf(open)], domainSpellings(open)))
  }

  function entriesOf(entries: Readonly<Record<string, Node>>): Entry<Schema>[] {
    return Object.entries(entries).map(([key, entry]) => ({
      key,
      schema: said(entry),
      isOptional: entry.type === 'exact_optional',
    }))
  }
}

/** The contract without our rule on spellings, which takes others long to say: only who maps keys needs it. */
export function anySpelling<Schema>(vocabulary: Vocabulary<Schema>): Vocabulary<Schema> {
  return { ...vocabulary, object: (entries) => vocabulary.object(entries, []) }
}

/** A key that may be absent may be null, too. */
function withoutNull({ wrapped }: Node): Node {
  return wrapped?.wrapped as Node
}

function kindsOf(node: Node | undefined): readonly string[] {
  return (node?.options ?? []) as unknown as readonly string[]
}

/** Known keys as the domain spells them: the domain object could not hold both. */
function domainSpellings(entries: Readonly<Record<string, Node>>): string[] {
  return Object.keys(entries)
    .map((key) => key.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()))
    .filter((name) => !Object.hasOwn(entries, name))
}

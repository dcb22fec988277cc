import type { Node } from '../../packages/validators/src/node.ts'
import { type CompiledPage, readerName } from './compiled-page.ts'
import { fallbackAt } from './missing.ts'
import { isRequired, schemaOf, withoutNull } from './schemas.ts'
import type { Target } from './targets.ts'

/** Writes the reader of one object: a key after the other is checked and put under its name in the domain. */
export class ObjectReader {
  readonly #page: CompiledPage
  readonly #target: Target
  readonly #node: Node
  readonly #reader: string

  constructor(page: CompiledPage, target: Target) {
    this.#page = page
    this.#target = target
    this.#node = schemaOf(target.schema)
    this.#reader = readerName(target.name)
  }

  text(): string {
    const { name, schema, keys, order } = this.#target
    const entries = Object.entries(this.#node.entries ?? {})
    const required = entries.filter(([, entry]) => isRequired(entry))
    const read = entries.filter(([key, entry]) => isRequired(entry) || keys.includes(key))
    const blanks = (order ?? required.map(([key]) => key)).map(
      (key) => `${fieldOf(key)}: ${blank(this.#node.entries?.[key] as Node)}`,
    )
    const counts = required.length > 0
    return `
/** Reads {@link ${schema}}. */
${this.#page.isLast(this.#target) ? 'export ' : ''}function ${this.#reader}(value: unknown, depth: number): unknown {
  if (!${this.#uses('isObject', 'json')}(value)) return ${this.#uses('misfit', 'reading')}()
  const ${name}: ${this.#uses('type JsonObject', 'json').replace('type ', '')} = { ${blanks.join(', ')} }
  ${counts ? `let missing = ${required.length}` : ''}
  for (const key in value) {
    const each = value[key]
    switch (key) {
      ${read.map(([key, entry]) => this.#case(key, entry)).join('\n')}
      default:
        ${this.#uses('keyReaderFor', 'read')}(${this.#page.schema(this.#node)})(${name}, key, each, depth)
    }
  }
  ${counts ? this.#missing() : ''}
  return ${name}
}
`
  }

  #case(key: string, entry: Node): string {
    const node = isRequired(entry) ? entry : (entry.wrapped as Node)
    const lines = this.#put(key, node)
    if (isRequired(entry)) lines.push('missing -= 1')
    return [`case '${key}':`, ...lines, 'break'].join('\n')
  }

  #put(key: string, node: Node): string[] {
    const place = `${this.#target.name}.${fieldOf(key)}`
    if (key === 'content' && this.#node.reserved) return this.#putContent(place, node)
    const checked = this.#checked(node)
    return checked ? [`${place} = ${checked}`] : this.#putInner(place, key, node)
  }

  /** Text, or parts whose text it is. */
  #putContent(place: string, node: Node): string[] {
    const parts = `${this.#target.name}.contentParts`
    return [
      'if (Array.isArray(each)) {',
      `${parts} = ${this.#page.reader(withoutNull(node))}(each, depth + 1)`,
      `${place} = ${this.#page.uses('textOfParts', '@chat-completion/core')}(each)`,
      `} else ${place} = ${this.#uses('textOrNull', 'reading')}(each)`,
    ]
  }

  #putInner(place: string, key: string, node: Node): string[] {
    const inner = withoutNull(node)
    const reader = this.#page.reader(inner.item ?? inner)
    const read = inner.item
      ? `${this.#uses('readList', 'reading')}('${key}', ${reader}, each, depth)`
      : this.#page.mends(reader)
        ? `${this.#uses('below', 'reading')}('${key}', ${reader}, each, depth)`
        : `${reader}(each, depth + 1)`
    return [`${place} = ${node === inner ? read : `each === null ? each : ${read}`}`]
  }

  /** What takes a value that needs no reader of its own; undefined where it does. */
  #checked(node: Node): string | undefined {
    const orNull = node.type === 'nullable' ? 'OrNull' : ''
    const { expects, type, accepts, options = [] } = withoutNull(node)
    if (!accepts) return undefined
    if (type === 'picklist' && options.length === 1) return `${this.#uses('only', 'reading')}('${options[0]}', each)`
    if (expects === 'non-empty string') return `${this.#uses('someText', 'reading')}(each)`
    const name = { string: `text${orNull}`, number: `number${orNull}`, boolean: 'booleanOrNull' }[expects]
    return name && `${this.#uses(name, 'reading')}(each)`
  }

  #missing(): string {
    const { name, at = [], mends = [] } = this.#target
    const misfits = `if (missing > 0) ${this.#uses('misfit', 'reading')}()`
    if (mends.length === 0) return misfits
    this.#page.isMending(this.#reader)
    const mended = mends.map((key) => {
      const { code, value } = fallbackAt(this.#page.rules, [...at, key])
      const taken = `${this.#uses('mend', 'reading')}('${code}', '${key}', ${value})`
      return `if (missing > 0 && value.${key} === undefined) {\n${name}.${fieldOf(key)} = ${taken}\nmissing -= 1\n}`
    })
    return [...mended, misfits].join('\n')
  }

  #uses(name: string, file: string): string {
    return this.#page.uses(name, `../${file}.ts`)
  }
}

function fieldOf(key: string): string {
  return key.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())
}

/** A value of the kind that a required key has: an object keeps its layout while it is filled. */
function blank(node: Node): string {
  if (!node.accepts) return 'null'
  return node.expects === 'number' ? '0' : "''"
}

import type { Node } from '../../packages/validators/src/judge.ts'
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
    const cold = entries.filter((entry) => !read.includes(entry)).map(([key]) => key)
    const rest = this.#reader.replace('read', 'restOf')
    const blanks = (order ?? required.map(([key]) => key)).map(
      (key) => `${fieldOf(key)}: ${blank(this.#node.entries?.[key] as Node)}`,
    )
    const counts = required.length > 0
    return `
const ${rest} = /* @__PURE__ */ ${this.#uses('restReader', 'read')}(() => ${this.#page.schema(this.#node)}, '${cold.join(' ')}')

/** Reads {@link ${schema}}. */
${this.#page.isLast(this.#target) ? 'export ' : ''}function ${this.#reader}(value: unknown, depth: number): unknown {
  if (!${this.#uses('isObject', 'json')}(value)) return ${this.#uses('misfit', 'reading')}
  const ${name}: ${this.#uses('type JsonObject', 'json').replace('type ', '')} = { ${blanks.join(', ')} }
  ${counts ? `let missing = ${required.length}` : ''}
  let isMore = false
  for (const key in value) {
    const each = value[key]
    switch (key) {
      ${read.map(([key, entry]) => this.#case(key, entry)).join('\n')}
      default:
        isMore = true
    }
  }
  ${counts ? this.#missing() : ''}
  return isMore ? ${rest}(value, ${name}, depth) : ${name}
}
`
  }

  #case(key: string, entry: Node): string {
    const node = isRequired(entry) ? entry : (entry.wrapped as Node)
    const lines = this.#put(key, node)
    if (isRequired(entry)) lines.push('missing -= 1')
    const code = [...lines, 'break'].join('\n')
    return lines.some((line) => line.startsWith('const ')) ? `case '${key}': {\n${code}\n}` : `case '${key}':\n${code}`
  }

  #put(key: string, node: Node): string[] {
    const place = `${this.#target.name}.${fieldOf(key)}`
    const check = this.#check(node)
    if (check) return [`if (${negated(check)}) return misfit`, `${place} = each`]
    return key === 'content' && this.#node.reserved ? this.#putContent(place, node) : this.#putInner(place, key, node)
  }

  /** Text, or parts whose text it is. */
  #putContent(place: string, node: Node): string[] {
    return [
      `if (${this.#uses('isTextOrNull', 'reading')}(each)) ${place} = each`,
      'else {',
      `const parts = ${this.#page.reader(withoutNull(node))}(each, depth + 1)`,
      'if (parts === misfit) return misfit',
      `${this.#target.name}.contentParts = parts`,
      `${place} = ${this.#page.uses('textOfParts', '@chat-completion/core')}(parts as unknown[])`,
      '}',
    ]
  }

  #putInner(place: string, key: string, node: Node): string[] {
    const inner = withoutNull(node)
    const reader = this.#page.reader(inner.item ?? inner)
    const read = inner.item
      ? `${this.#uses('readList', 'reading')}(each, '${key}', ${reader}, depth + 1)`
      : `${reader}(each, depth + 1)`
    const lines = [
      `const inner = ${node === inner ? read : `each === null ? null : ${read}`}`,
      'if (inner === misfit) return misfit',
      `${place} = inner`,
    ]
    if (inner.item || !this.#page.mends(reader)) return lines
    return [
      `const before = ${this.#uses('tally', 'reading')}.mends.length`,
      ...lines,
      `${this.#uses('within', 'reading')}('${key}', before)`,
    ]
  }

  /** What says that a value needs no reader of its own; undefined where it does. */
  #check(node: Node): string | undefined {
    const orNull = node.type === 'nullable' ? 'OrNull' : ''
    const { expects, type, accepts, options = [] } = withoutNull(node)
    if (!accepts) return undefined
    if (type === 'picklist') return options.map((option) => `each === '${option}'`).join(' || ')
    if (expects === 'string') return `${this.#uses(`isText${orNull}`, 'reading')}(each)`
    if (expects === 'non-empty string') return `${this.#uses('isText', 'reading')}(each) && each !== ''`
    if (expects === 'number' && !orNull) return 'Number.isFinite(each)'
    if (expects === 'number') return `${this.#uses('isNumberOrNull', 'reading')}(each)`
    return expects === 'boolean' ? `${this.#uses('isBooleanOrNull', 'reading')}(each)` : undefined
  }

  #missing(): string {
    const { name, at = [], mends = [] } = this.#target
    if (mends.length === 0) return 'if (missing > 0) return misfit'
    this.#page.isMending(this.#reader)
    const mended = mends.map((key) => {
      const { code, value } = fallbackAt(this.#page.rules, [...at, key])
      const taken = `${this.#uses('mend', 'reading')}('${code}', '${key}', ${value})`
      return `if (value.${key} === undefined) {\n${name}.${fieldOf(key)} = ${taken}\nmissing -= 1\n}`
    })
    return ['if (missing > 0) {', ...mended, 'if (missing > 0) return misfit', '}'].join('\n')
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
  if (node.type === 'nullable') return 'null'
  if (node.item) return '[]'
  if (node.entries) return '{}'
  return node.expects === 'number' ? '0' : "''"
}

function negated(check: string): string {
  if (check.includes(' || ') || check.includes(' && ')) return `!(${check})`
  return check.includes(' === ') ? check.replace('===', '!==') : `!${check}`
}

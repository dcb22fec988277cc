import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Node } from '../../packages/validators/src/node.ts'

interface Export {
  readonly name: string
  readonly file: string
}

/** The schemas: what they are called, and where. Not of the files that parse, which need what is written here. */
const exported = new Map<Node, Export>()
for (const path of globSync('packages/validators/src/*.ts')) {
  const source = readFileSync(path, 'utf8')
  if (path.includes('.test') || !/^export const \w+Schema\b/m.test(source) || source.includes('./parse.ts')) continue
  for (const [name, value] of Object.entries(await import(pathToFileURL(path).href))) {
    if (name.endsWith('Schema')) exported.set(value as Node, { name, file: basename(path) })
  }
}

/** Undefined where no file exports the schema. */
export function exportOf(node: Node): Export | undefined {
  return exported.get(node)
}

export function schemaOf(name: string): Node {
  for (const [node, found] of exported) if (found.name === name) return node
  throw new Error(`Cannot compile ${name}: no file exports it`)
}

export function isRequired({ type }: Node): boolean {
  return type !== 'exact_optional'
}

/** Where it may be null, what it is otherwise. */
export function withoutNull(node: Node): Node {
  return node.type === 'nullable' ? (node.wrapped as Node) : node
}

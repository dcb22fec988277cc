import { execFileSync } from 'node:child_process'
import type { Node } from '../../packages/validators/src/node.ts'
import type { Rules } from '../../packages/validators/src/repair.ts'
import { exportOf } from './schemas.ts'
import { pages, type Target } from './targets.ts'

const head = '// Written by scripts/compiled-readers.ts from the schemas: change those, then run `pnpm pages --write`.'

/** A file of compiled readers while it is written: what it imports, and which readers may mend. */
export class CompiledPage {
  readonly name: string
  readonly #imports = new Map<string, Set<string>>()
  readonly #mending = new Set<string>()

  constructor(name: string) {
    this.name = name
  }

  get rules(): Rules {
    return pages[this.name]?.rules ?? {}
  }

  /** The outermost object is what the file is for. */
  isLast(target: Target): boolean {
    return pages[this.name]?.targets.at(-1) === target
  }

  /** The file with these readers, which have said what they use. */
  text(readers: readonly string[]): string {
    const imports = [...this.#imports].map(([file, names]) => `import { ${[...names].join(', ')} } from '${file}'`)
    const input = [head, ...imports, '', ...readers].join('\n')
    // Sorts the imports, too.
    const file = `packages/validators/src/compiled/${this.name}.ts`
    return execFileSync('biome', ['check', '--write', `--stdin-file-path=${file}`], { input, encoding: 'utf8' })
  }

  /** A name that the file is to import. */
  uses(name: string, file: string): string {
    const names = this.#imports.get(file) ?? new Set()
    this.#imports.set(file, names.add(name))
    return name
  }

  schema(node: Node): string {
    const found = exportOf(node)
    if (!found) throw new Error(`Cannot compile a schema of ${this.name}: no file exports it`)
    return this.uses(found.name, `../${found.file}`)
  }

  /** What reads a value: a compiled reader, of this file or of those of the usage, else the schema. */
  reader(node: Node): string {
    const { name } = exportOf(node) ?? {}
    for (const page of [this.name, 'usage']) {
      const target = pages[page]?.targets.find(({ schema, union }) => name && [schema, union].includes(name))
      if (!target) continue
      const reader = readerName(target.name)
      return page === this.name ? reader : this.uses(reader, `./${page}.ts`)
    }
    return `${this.uses('readerFor', '../read.ts')}(${this.schema(node)})`
  }

  /** Whether a reader may mend something. */
  mends(reader: string): boolean {
    return this.#mending.has(reader)
  }

  isMending(reader: string): void {
    this.#mending.add(reader)
  }
}

export function readerName(name: string): string {
  return `read${name[0]?.toUpperCase()}${name.slice(1)}`
}

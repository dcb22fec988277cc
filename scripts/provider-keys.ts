// Which keys a type lists, read from the type itself, and which of a body it does not.
import ts from 'typescript'
import { compile } from './compile.ts'

/** Key paths, such as `choices[].message.content`; below an opaque one, anybody may name keys. */
export interface ListedKeys {
  readonly paths: ReadonlySet<string>
  readonly opaque: ReadonlySet<string>
}

const types = {
  ourCompletion: 'Ours.ChatCompletion',
  ourChunk: 'Ours.ChatCompletionChunk',
  openAICompletion: 'Theirs.ChatCompletion',
  openAIChunk: 'Theirs.ChatCompletionChunk',
}

/** What the wire types of this library list, and what those of `openai` do. */
export function listedKeys(): Record<keyof typeof types, ListedKeys> {
  const members = Object.entries(types).map(([name, type]) => `${name}: ${type}`)
  const { checker, file, errors } = compile(
    `import type * as Ours from '@chat-completion/core/wire'
    import type * as Theirs from 'openai/resources'
    export type All = { ${members.join('; ')} }`,
  )
  const all = file.statements.find(ts.isTypeAliasDeclaration)
  if (errors.length > 0 || !all) throw new Error(`Cannot read the types: ${errors[0]}`)
  const listed = checker.getTypeAtLocation(all).getProperties()
  return Object.fromEntries(
    listed.map((property) => [property.name, keysOf(checker.getTypeOfSymbolAtLocation(property, file), checker, file)]),
  ) as Record<keyof typeof types, ListedKeys>
}

function keysOf(root: ts.Type, checker: ts.TypeChecker, file: ts.SourceFile): ListedKeys {
  const [paths, opaque] = [new Set<string>(), new Set<string>()]
  visit(root, '')
  return { paths, opaque }

  function visit(type: ts.Type, path: string): void {
    if (type.isUnion()) {
      for (const arm of type.types) visit(arm, path)
      return
    }
    const [item] = checker.isArrayType(type) ? checker.getTypeArguments(type as ts.TypeReference) : []
    if (item) {
      paths.add(`${path}[]`)
      visit(item, `${path}[]`)
      return
    }
    if (type.getStringIndexType() || type.flags & ts.TypeFlags.Unknown) opaque.add(path)
    if (!(type.flags & ts.TypeFlags.Object)) return
    for (const property of type.getProperties()) {
      const place = path === '' ? property.name : `${path}.${property.name}`
      paths.add(place)
      visit(checker.getTypeOfSymbolAtLocation(property, file), place)
    }
  }
}

/** The keys of a body that are not listed; not what lies below them, nor below a text: arguments may be sent as an object. */
export function unlistedKeys(body: unknown, { paths, opaque }: ListedKeys, path = ''): string[] {
  if (opaque.has(path) || path.endsWith('.arguments') || typeof body !== 'object' || body === null) return []
  if (Array.isArray(body)) {
    if (body.length > 0 && !paths.has(`${path}[]`)) return [`${path}[]`]
    return body.flatMap((item) => unlistedKeys(item, { paths, opaque }, `${path}[]`))
  }
  return Object.entries(body).flatMap(([key, value]) => {
    const place = path === '' ? key : `${path}.${key}`
    return paths.has(place) ? unlistedKeys(value, { paths, opaque }, place) : [place]
  })
}

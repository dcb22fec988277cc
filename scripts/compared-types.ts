// The page that compares the domain types with those of `@openrouter/sdk`, field by field, read from the types themselves.
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const pairs = [
  ['ChatCompletion', 'ChatResult'],
  ['ChatCompletionChoice', 'ChatChoice'],
  ['ChatCompletionMessage', 'ChatAssistantMessage'],
  ['ChatCompletionMessageFunctionToolCall', 'ChatToolCall'],
  ['ChatCompletionTokenLogprobs', 'ChatTokenLogprobs'],
  ['ChatCompletionTokenLogprob', 'ChatTokenLogprob'],
  ['CompletionUsage', 'ChatUsage'],
  ['PromptTokensDetails', 'ChatUsagePromptTokensDetails'],
  ['CompletionTokensDetails', 'ChatUsageCompletionTokensDetails'],
  ['CostDetails', 'CostDetails'],
  ['ChatCompletionChunk', 'ChatStreamChunk'],
  ['ChatCompletionChunkChoice', 'ChatStreamChoice'],
  ['ChatCompletionChunkChoiceDelta', 'ChatStreamDelta'],
  ['ChatCompletionChunkChoiceDeltaToolCall', 'ChatStreamToolCall'],
  ['ChatCompletionCreateParams', 'ChatRequest'],
] as const

const intro = `# Compared with the types of \`@openrouter/sdk\`

Field by field, version 1.3.19 of \`@openrouter/sdk\` beside ours. This page is written from the types by
\`scripts/pages.ts\`. Their schemas strip keys that are not listed, so what is not in their type is lost when their parser has read
an answer; ours keeps every key, listed or not.
`

/** What the page says today. */
export function comparedTypesPage(): string {
  const members = pairs.map(([ours, theirs], index) => `pair${index}: [Ours.${ours}, Theirs.${theirs}]`)
  const source = [
    "import type * as Ours from '@chat-completion/core'",
    "import type * as Theirs from '@openrouter/sdk/models'",
    `export interface Pairs { ${members.join('; ')} }`,
  ].join('\n')
  const { checker, file } = programOf(source)
  const rows = file.statements.find(ts.isInterfaceDeclaration)?.members ?? []
  const sections = [...rows].map((member, index) => {
    const tuple =
      ts.isPropertySignature(member) && member.type && ts.isTupleTypeNode(member.type) ? member.type : undefined
    const [ours, theirs] = (tuple?.elements ?? []).map((element) => fieldsOf(checker.getTypeAtLocation(element)))
    if (!ours || !theirs) throw new Error(`Cannot read the types of pair ${index}`)
    return section(`${pairs[index]?.[0]} and their ${pairs[index]?.[1]}`, ours, theirs)
  })
  return [intro, ...sections].join('\n')

  function fieldsOf(type: ts.Type): Map<string, string> {
    return new Map(type.getProperties().map((property) => [property.name, presenceOf(property)]))
  }

  function presenceOf(property: ts.Symbol): string {
    const type = checker.getTypeOfSymbolAtLocation(property, file)
    const isNullable = type.isUnion() && type.types.some(({ flags }) => flags & ts.TypeFlags.Null)
    return `${property.flags & ts.SymbolFlags.Optional ? 'optional' : 'required'}${isNullable ? ', nullable' : ''}`
  }
}

function section(title: string, ours: Map<string, string>, theirs: Map<string, string>): string {
  const rows = [...new Set([...ours.keys(), ...theirs.keys()])].map((name) => {
    const [own, other] = [ours.get(name), theirs.get(name)]
    return `| \`${name}\` | ${own ?? 'unlisted'} | ${other ?? 'unlisted'} | ${noteOn(own, other)} |`
  })
  return [`## ${title}`, '', '| field | ours | theirs | note |', '| --- | --- | --- | --- |', ...rows, ''].join('\n')
}

function noteOn(own: string | undefined, other: string | undefined): string {
  if (other === undefined) return 'stripped by theirs'
  if (own === undefined) return 'kept by ours as an unknown key'
  if (own.startsWith('optional') && other.startsWith('required')) return 'theirs rejects its absence'
  return own.endsWith('nullable') && !other.endsWith('nullable') ? 'theirs rejects null' : ''
}

function programOf(source: string): { checker: ts.TypeChecker; file: ts.SourceFile } {
  const path = fileURLToPath(new URL('../compared-types.virtual.ts', import.meta.url))
  const options: ts.CompilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    customConditions: ['@chat-completion/source'],
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    noEmit: true,
    types: [],
  }
  const host = ts.createCompilerHost(options)
  const { fileExists, getSourceFile, readFile } = host
  host.fileExists = (name) => name === path || fileExists(name)
  host.readFile = (name) => (name === path ? source : readFile(name))
  host.getSourceFile = (name, target, ...rest) =>
    name === path ? ts.createSourceFile(name, source, target) : getSourceFile(name, target, ...rest)
  const program = ts.createProgram([path], options, host)
  const file = program.getSourceFile(path)
  if (!file) throw new Error('Cannot compile the types that are compared')
  return { checker: program.getTypeChecker(), file }
}

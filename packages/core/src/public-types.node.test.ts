import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { compile, fromSource } from '../../../scripts/compile.ts'

/** What users compile against; the sources are what JSR and these tests read, `dist` is there after a build. */
const families = [
  { family: 'the sources', options: fromSource, isThere: true },
  { family: 'dist', options: {}, isThere: existsSync(fileURLToPath(new URL('../dist/index.d.ts', import.meta.url))) },
].filter(({ isThere }) => isThere)

/** The example of each model document, as it stands there but for the import path. */
const examples = `
import { ChatCompletion, ChatCompletionChoice, ChatCompletionTokenLogprobs, CompletionUsage } from "@chat-completion/core";

let value: ChatCompletion = {
  id: "<id>",
  choices: [],
  created: 6764.71,
  model: "Altima",
  object: "chat.completion",
};

let choice: ChatCompletionChoice = {
  finishReason: "stop",
  index: 7209.22,
  message: {
    role: "assistant",
    content: "<value>",
    refusal: "<value>",
  },
};

let usage: CompletionUsage = {
  completionTokens: 3945.12,
  promptTokens: 7037.32,
  totalTokens: 1194.53,
};

let logprobs: ChatCompletionTokenLogprobs = {
  content: null,
  refusal: [
    {
      token: "<value>",
      logprob: 3926.44,
      bytes: [],
      topLogprobs: [
        {
          token: "<value>",
          logprob: 9278.78,
          bytes: [
            8074.62,
            4190.25,
          ],
        },
      ],
    },
  ],
};
`

const merging = `
import { type ChatCompletion, choiceOf, completionFromWire } from '@chat-completion/core'
import type * as Wire from '@chat-completion/core/wire'

declare module '@chat-completion/core' {
  interface ChatCompletion {
    x_groq?: { id: string }
  }
  interface ChatCompletionMessage {
    channel?: string
  }
}

declare module '@chat-completion/core/wire' {
  interface ChatCompletion {
    x_groq?: { id: string }
  }
}

declare const body: Wire.ChatCompletion
const completion: ChatCompletion = completionFromWire(body)
export const texts: (string | undefined)[] = [
  body.x_groq?.id,
  completion.x_groq?.id,
  completion.id,
  choiceOf(completion).message.channel,
]
`

const stricter: ts.CompilerOptions = {
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  isolatedDeclarations: true,
  declaration: true,
}

const bundlers: ts.CompilerOptions = {
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
}

describe.each(families)('of $family', { timeout: 60_000 }, ({ options }) => {
  test.each([
    { name: 'a strict project', project: {}, source: examples },
    { name: 'a stricter one', project: stricter, source: examples },
    { name: 'one for a bundler', project: bundlers, source: examples },
    {
      name: 'one with verbatimModuleSyntax, by `import type`,',
      project: { verbatimModuleSyntax: true },
      source: examples.replace('import {', 'import type {'),
    },
  ])('the examples of the model documents compile in $name as they are', ({ project, source }) => {
    expect(compile(source, { ...options, ...project }).errors).toEqual([])
  })

  test('users type unknown keys by interface merging', () => {
    expect(compile(merging, options).errors).toEqual([])
  })

  test('no public type has an `any`', () => {
    const { checker, file } = compile(
      "import * as Domain from '@chat-completion/core'\nimport * as Wire from '@chat-completion/core/wire'\n",
      options,
    )
    const places = file.statements.filter(ts.isImportDeclaration).flatMap(({ moduleSpecifier }) => {
      const entry = checker.getSymbolAtLocation(moduleSpecifier)
      return entry ? checker.getExportsOfModule(entry).flatMap((symbol) => placesOfAny(checker, symbol)) : ['?']
    })
    expect(places).toEqual([])
  })
})

test('every wire interface has a domain twin with the same keys, in the domain’s spelling', () => {
  const { checker, file } = compile("import '@chat-completion/core'\nimport '@chat-completion/core/wire'\n")
  const [domain = new Map(), wire = new Map()] = file.statements.filter(ts.isImportDeclaration).map((statement) => {
    const entry = checker.getSymbolAtLocation(statement.moduleSpecifier)
    const interfaces = (entry ? checker.getExportsOfModule(entry) : [])
      .map((symbol) => [symbol.name, checker.getDeclaredTypeOfSymbol(checker.getAliasedSymbol(symbol))] as const)
      .filter(([, type]) => type.isClassOrInterface())
    return new Map(interfaces.map(([name, type]) => [name, type.getProperties().map((property) => property.name)]))
  })
  expect(wire.size).toBeGreaterThan(90)
  for (const [name, keys] of wire) {
    const inDomain = keys.map((key: string) => key.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()))
    const twin = domain.get(name)?.filter((key: string) => key !== 'contentParts')
    expect(twin?.toSorted(), name).toEqual(inDomain.toSorted())
  }
})

/** The places below an export whose type is `any`. What the language itself declares is not looked into. */
function placesOfAny(checker: ts.TypeChecker, symbol: ts.Symbol): string[] {
  const seen = new Set<ts.Type>()
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
  return [
    ...(target.flags & ts.SymbolFlags.Type ? below(symbol.name, checker.getDeclaredTypeOfSymbol(target)) : []),
    ...(target.flags & ts.SymbolFlags.Value ? below(symbol.name, checker.getTypeOfSymbol(target)) : []),
  ]

  function below(place: string, type: ts.Type): string[] {
    if (type.flags & ts.TypeFlags.Any) return [place]
    if (seen.has(type)) return []
    seen.add(type)
    if (type.isUnionOrIntersection()) return type.types.flatMap((arm) => below(place, arm))
    const parameters = checker.getTypeArguments(type as ts.TypeReference) ?? []
    const signatures = [...type.getCallSignatures(), ...type.getConstructSignatures()]
    return [
      ...parameters.flatMap((parameter) => below(`${place}<>`, parameter)),
      ...checker.getIndexInfosOfType(type).flatMap((info) => below(`${place}[]`, info.type)),
      ...signatures.flatMap((signature) => [
        ...signature.parameters.flatMap((parameter) => belowMember(`${place}()`, parameter)),
        ...below(`${place}() result`, signature.getReturnType()),
      ]),
      ...type.getProperties().flatMap((property) => belowMember(place, property)),
    ]
  }

  function belowMember(place: string, member: ts.Symbol): string[] {
    const isOurs = member.declarations?.some((node) => node.getSourceFile().fileName.includes('/packages/core/'))
    return isOurs ? below(`${place}.${member.name}`, checker.getTypeOfSymbol(member)) : []
  }
}

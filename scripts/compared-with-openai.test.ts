import ts from 'typescript'
import { expect, test } from 'vitest'
import { compile } from './compile.ts'

/** What the page says of a key that they list and we do not. */
const unlisted = ['ErrorObject.misalignment']

const { checker, file, errors } = compile(`
import type * as Wire from '@chat-completion/core/wire'
import type OpenAI from 'openai'
export type Pairs = {
  ChatCompletion: [Wire.ChatCompletion, OpenAI.Chat.Completions.ChatCompletion]
  ChatCompletionChunk: [Wire.ChatCompletionChunk, OpenAI.Chat.Completions.ChatCompletionChunk]
  ChatCompletionCreateParams: [Wire.ChatCompletionCreateParams, OpenAI.Chat.Completions.ChatCompletionCreateParams]
  ErrorObject: [Wire.ErrorObject, OpenAI.ErrorObject]
}`)

test('every key that `openai` lists is listed by the wire types, but for those the page names', () => {
  expect(errors).toEqual([])
  const pairs = file.statements.find(ts.isTypeAliasDeclaration)
  const missing = checker
    .getTypeAtLocation(pairs as ts.Node)
    .getProperties()
    .flatMap((property) => {
      const [ours, theirs] = checker.getTypeArguments(typeOf(property) as ts.TypeReference)
      return ours && theirs ? unlistedKeys(property.name, ours, theirs) : ['?']
    })
  expect(missing).toEqual(unlisted)
})

/** The places below `path` that `theirs` has and `ours` has not. */
function unlistedKeys(path: string, ours: ts.Type, theirs: ts.Type): string[] {
  return objectsIn(theirs).flatMap((object) => {
    const candidates = objectsIn(ours).filter((candidate) => isSameKind(candidate, object))
    if (candidates.some((candidate) => candidate.getStringIndexType())) return []
    return object.getProperties().flatMap((property) => {
      const place = `${path}.${property.name}`
      const twins = candidates.flatMap((candidate) => candidate.getProperty(property.name) ?? [])
      return twins.length === 0 ? [place] : twins.flatMap((twin) => unlistedKeys(place, typeOf(twin), typeOf(property)))
    })
  })
}

/** The objects a value may be, or have as items. */
function objectsIn(type: ts.Type): ts.Type[] {
  if (type.isUnion()) return type.types.flatMap(objectsIn)
  const [item] = checker.isArrayType(type) ? checker.getTypeArguments(type as ts.TypeReference) : []
  if (item) return objectsIn(item)
  return type.flags & ts.TypeFlags.Object ? [type] : []
}

/** Objects of a union are told apart by `type` or `role`. */
function isSameKind(ours: ts.Type, theirs: ts.Type): boolean {
  return ['type', 'role'].every((key) => {
    const [own, other] = [ours.getProperty(key), theirs.getProperty(key)]
    return !own || !other || checker.isTypeAssignableTo(typeOf(other), typeOf(own))
  })
}

function typeOf(property: ts.Symbol): ts.Type {
  return checker.getTypeOfSymbolAtLocation(property, file)
}

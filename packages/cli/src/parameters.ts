import { InvalidArgumentError } from 'commander'
import { type DotPath, toDotPath } from './dot-path.ts'

/** How options are read: what is wrong with one is told in words of the person who wrote it. */
export function toPath(text: string): DotPath {
  const path = toDotPath(text)
  if (path === undefined) throw new InvalidArgumentError('Write keys with a dot between them, such as response.body.')
  return path
}

export function toCount(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('Write a whole number up to 999999, such as 3.')
  return Number(text)
}

export function toSplitBy(text: string): 'word' | 'character' | number {
  if (text === 'word' || text === 'character') return text
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('Write word, character, or a whole number from 1.')
  return Number(text)
}

export function toPort(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new InvalidArgumentError('Write a whole number up to 65535, 0 for any free port.')
  }
  return Number(text)
}

export function toRate(text: string): number {
  if (!/^\d{1,9}(?:\.\d{1,9})?$/.test(text) || Number(text) === 0) {
    throw new InvalidArgumentError('Write a number above 0, such as 30.')
  }
  return Number(text)
}

/** A list without blanks and gaps. */
export function toNames(text: string): string[] {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)
  if (names.length === 0) throw new InvalidArgumentError('Write names with a comma between them, such as a,b.')
  return names
}

/** One of these names, however it is spelled: `OpenAI`, `LM Studio`, `z.ai`. */
export function toOneOf<Name extends string>(names: readonly Name[]): (text: string) => Name {
  return (text) => {
    const found = names.find((name) => letters(name) === letters(text))
    if (found === undefined) throw new InvalidArgumentError(`Name one of these: ${names.join(', ')}.`)
    return found
  }
}

function letters(name: string): string {
  return name.toLowerCase().replace(/[^a-z\d]/g, '')
}

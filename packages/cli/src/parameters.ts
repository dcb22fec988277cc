import { InvalidArgumentError } from 'commander'
import { type DotPath, toDotPath } from './dot-path.ts'

/** How options are read: what is wrong with one is told in words of the person who wrote it. */
export function toPath(text: string): DotPath {
  const path = toDotPath(text)
  if (path === undefined) throw new InvalidArgumentError('Write keys with a dot between them, such as response.body.')
  return path
}

export function toCount(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('Write a whole number, such as 3.')
  return Number(text)
}

import { InvalidArgumentError } from 'commander'

/** Names with commas between them, added to those before. */
export function toList(text: string, before: readonly string[] = []): string[] {
  const names = text.split(',').map((name) => name.trim())
  return [...before, ...names.filter((name) => name !== '')]
}

export function toSeconds(text: string): number {
  const seconds = /^\d{1,4}(?:\.\d{1,3})?$/.test(text) ? Number(text) : 0
  if (seconds <= 0) throw new InvalidArgumentError('Write a number of seconds, such as 60.')
  return seconds
}

export function toTokens(text: string): number {
  const tokens = /^\d{1,6}$/.test(text) ? Number(text) : 0
  if (tokens < 16) throw new InvalidArgumentError('Write a whole number from 16 on, such as 512.')
  return tokens
}

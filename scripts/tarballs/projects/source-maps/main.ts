import { existsSync, readFileSync } from 'node:fs'
import { parseChatCompletion } from '@chat-completion/validators'
import { equal } from '../equal.js'

export function main(): void {
  let stack = ''
  try {
    parseChatCompletion({})
  } catch (error) {
    stack = String((error as Error).stack)
  }
  const [, file = '', line = ''] = /\((?:file:\/\/)?(\S+\/validators\/src\/\S+\.ts):(\d+):\d+\)/.exec(stack) ?? []
  if (!existsSync(file)) throw new Error(`Cannot find the source of what was thrown: ${stack}`)
  equal(readFileSync(file, 'utf8').split('\n')[Number(line) - 1]?.includes('new ChatCompletionError('), true)
}

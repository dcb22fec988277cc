import type { ChatCompletionCreateParams, ChatCompletionTool, ReasoningEffort } from '@chat-completion/core'
import { azure, openAI, openRouter, type Provider } from '@chat-completion/http'
import { safeParseChatCompletionCreateParams } from '@chat-completion/validators'
import type { Host } from '../host.ts'
import { preview } from '../preview.ts'
import { UnreadableError } from '../unreadable-error.ts'
import { readTextFile } from './text-input.ts'

export interface SettingsOptions {
  readonly model?: string
  readonly system?: string
  readonly tools?: string
  readonly reasoning?: ReasoningEffort
  readonly temperature?: number
  readonly maxTokens?: number
}

/** What each question is asked with, apart from its messages. */
export type Settings = Omit<ChatCompletionCreateParams, 'messages'>

/** What the model is told first. */
export async function readSystem({ system }: SettingsOptions, { stdin }: Host): Promise<string | undefined> {
  return system?.startsWith('@') ? readTextFile(system.slice(1), stdin) : system
}

/** @throws {UnreadableError} The file of the tools cannot be read, or has none. */
export async function readSettings(options: SettingsOptions, provider: Provider, host: Host): Promise<Settings> {
  const { model, tools, reasoning, temperature, maxTokens } = options
  return {
    ...(model !== undefined && { model }),
    ...(temperature !== undefined && { temperature }),
    ...(maxTokens !== undefined && limitOf(provider, maxTokens)),
    ...(reasoning !== undefined && reasoningOf(provider, reasoning)),
    ...(tools !== undefined && { tools: await readTools(tools, host) }),
  }
}

/** OpenAI's reasoning models refuse the name that everybody else knows. */
function limitOf({ name }: Provider, maxTokens: number): Settings {
  return name === openAI.name || name === azure.name ? { maxCompletionTokens: maxTokens } : { maxTokens }
}

/** OpenRouter has options of its own, which it translates for each model. */
function reasoningOf({ name }: Provider, effort: ReasoningEffort): Settings {
  return name === openRouter.name ? { reasoning: { effort } } : { reasoningEffort: effort }
}

async function readTools(file: string, { stdin }: Host): Promise<ChatCompletionTool[]> {
  const text = await readTextFile(file, stdin)
  let tools: unknown
  try {
    tools = JSON.parse(text)
  } catch {
    throw new UnreadableError(file, `it is not JSON, it starts with ${JSON.stringify(preview(text, 40))}`)
  }
  if (!Array.isArray(tools) || tools.length === 0) {
    throw new UnreadableError(file, 'it is no list of tools, such as [{"type":"function","function":{"name":"now"}}]')
  }
  const parsed = safeParseChatCompletionCreateParams({ messages: [{ role: 'user', content: '' }], tools })
  if (!parsed.success) throw new UnreadableError(file, preview(parsed.error.message))
  return parsed.value.tools ?? []
}

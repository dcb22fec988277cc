import { aiSdkOpenai, aiSdkOpenRouter } from './ai-sdk.ts'
import type { Client } from './client.ts'
import { langChain } from './langchain.ts'
import { openai } from './openai.ts'
import { openRouter } from './openrouter-sdk.ts'

/** Clients that others wrote, as they are. */
export const clients: readonly Client[] = [openai, openRouter, aiSdkOpenai, aiSdkOpenRouter, langChain]

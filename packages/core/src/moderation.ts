import { type Fields, opaque, type Shape } from './codec.ts'
import type * as Wire from './wire/index.ts'

/** OpenAI: what moderation said of the prompt and of the answer, where the request asked for it. */
export interface ChatCompletionModeration {
  input: ModerationResults | ModerationError
  output: ModerationResults | ModerationError
}

export interface ModerationResults {
  type: 'moderation_results'
  model: string
  results: ModerationResult[]
}

export interface ModerationResult {
  type: 'moderation_result'
  model: string
  flagged: boolean
  /** By category, as OpenAI names them: `self-harm/intent`. */
  categories: Record<string, boolean>
  categoryScores: Record<string, number>
  categoryAppliedInputTypes: Record<string, string[]>
}

export interface ModerationError {
  type: 'error'
  code: string
  message: string
}

const moderationResultShape: Shape = {
  fields: {
    category_scores: opaque,
    category_applied_input_types: opaque,
  } satisfies Fields<Wire.ModerationResult>,
}

const moderationResultsShape: Shape = {
  fields: { results: moderationResultShape } satisfies Fields<Wire.ModerationResults>,
}

export const moderationShape: Shape = {
  fields: {
    input: moderationResultsShape,
    output: moderationResultsShape,
  } satisfies Fields<Wire.ChatCompletionModeration>,
}

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
  category_scores: Record<string, number>
  category_applied_input_types: Record<string, string[]>
}

export interface ModerationError {
  type: 'error'
  code: string
  message: string
}

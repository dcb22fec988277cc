import type * as Wire from '@chat-completion/core/wire'
import { boolean, dictionary, list, literal, number, oneOf, record, type Schema, string } from './schema.ts'

const ModerationResultSchema: Schema<Wire.ModerationResult> = record(() => [
  {
    type: literal('moderation_result'),
    model: string,
    flagged: boolean,
    categories: dictionary(boolean),
    category_scores: dictionary(number),
    category_applied_input_types: dictionary(list(string)),
  },
])

const ModerationResultsSchema: Schema<Wire.ModerationResults> = record(() => [
  {
    type: literal('moderation_results'),
    model: string,
    results: list(ModerationResultSchema),
  },
])

const ModerationErrorSchema: Schema<Wire.ModerationError> = record(() => [
  {
    type: literal('error'),
    code: string,
    message: string,
  },
])

const verdict: Schema<Wire.ModerationResults | Wire.ModerationError> = oneOf('type', () => [
  ModerationResultsSchema,
  ModerationErrorSchema,
])

export const ChatCompletionModerationSchema: Schema<Wire.ChatCompletionModeration> = record(() => [
  {
    input: verdict,
    output: verdict,
  },
])

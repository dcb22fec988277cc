export {
  ChatCompletionAnnotationSchema,
  ChatCompletionFileAnnotationSchema,
  ChatCompletionUrlCitationAnnotationSchema,
} from './annotation.ts'
export { ChatCompletionChoiceSchema } from './choice.ts'
export { ParsedChatCompletionChunkSchema, parseChatCompletionChunk, safeParseChatCompletionChunk } from './chunk.ts'
export {
  ChatCompletionChunkChoiceDeltaSchema,
  ChatCompletionChunkChoiceDeltaToolCallSchema,
  ChatCompletionChunkChoiceSchema,
  ChatCompletionChunkSchema,
} from './chunk-schema.ts'
export {
  ParsedChatCompletionSchema,
  parseChatCompletion,
  safeParseChatCompletion,
} from './completion.ts'
export { safeParseChatCompletionBySchema } from './completion-by-schema.ts'
export { ChatCompletionSchema } from './completion-schema.ts'
export {
  CacheControlSchema,
  ChatCompletionContentPartFileSchema,
  ChatCompletionContentPartImageSchema,
  ChatCompletionContentPartInputAudioSchema,
  ChatCompletionContentPartRefusalSchema,
  ChatCompletionContentPartSchema,
  ChatCompletionContentPartTextSchema,
  ChatCompletionContentPartThinkingSchema,
  ChatCompletionContentPartVideoSchema,
  ImageUrlSchema,
} from './content.ts'
export { parseErrorBody, safeParseErrorBody } from './error.ts'
export { ErrorBodySchema, ErrorObjectSchema } from './error-object.ts'
export type { Path } from './json.ts'
export {
  ChatCompletionTokenLogprobSchema,
  ChatCompletionTokenLogprobsSchema,
  ChatCompletionTopLogprobSchema,
} from './logprobs.ts'
export {
  ChatCompletionAudioSchema,
  ChatCompletionImageSchema,
  ChatCompletionMessageSchema,
  FunctionCallSchema,
} from './message.ts'
export {
  ChatCompletionAssistantMessageParamSchema,
  ChatCompletionDeveloperMessageParamSchema,
  ChatCompletionFunctionMessageParamSchema,
  ChatCompletionMessageParamSchema,
  ChatCompletionSystemMessageParamSchema,
  ChatCompletionToolMessageParamSchema,
  ChatCompletionUserMessageParamSchema,
} from './message-param.ts'
export { ChatCompletionModerationSchema } from './moderation.ts'
export { OpenRouterMetadataSchema } from './openrouter-metadata.ts'
export type { Parsed, ParseOptions, ParseResult } from './parse.ts'
export { isRetryable, type ResponseFacts, toProviderError } from './provider-error.ts'
export { readCompletionUsage } from './read-completion-usage.ts'
export {
  ReasoningDetailEncryptedSchema,
  ReasoningDetailSchema,
  ReasoningDetailServerToolCallSchema,
  ReasoningDetailSummarySchema,
  ReasoningDetailTextSchema,
} from './reasoning.ts'
export type { Repair } from './repair.ts'
export { type RepairCode, type RepairRule, repairCatalogue } from './repair-catalogue.ts'
export {
  ChatCompletionCreateParamsSchema,
  ParsedChatCompletionCreateParamsSchema,
  parseChatCompletionCreateParams,
  safeParseChatCompletionCreateParams,
} from './request.ts'
export { ChatCompletionResponseFormatSchema } from './response-format.ts'
export { ChatCompletionPluginSchema, ProviderPreferencesSchema, ReasoningOptionsSchema } from './routing.ts'
export type { Schema } from './schema.ts'
export {
  ChatCompletionCustomToolSchema,
  ChatCompletionFunctionToolSchema,
  ChatCompletionToolChoiceOptionSchema,
  ChatCompletionToolSchema,
  FunctionDefinitionSchema,
} from './tool.ts'
export {
  ChatCompletionMessageCustomToolCallSchema,
  ChatCompletionMessageFunctionToolCallSchema,
  ChatCompletionMessageToolCallSchema,
  toolCallIdFor,
} from './tool-call.ts'
export {
  CompletionTokensDetailsSchema,
  CompletionUsageSchema,
  CostDetailsSchema,
  PromptTokensDetailsSchema,
  ServerToolUseSchema,
} from './usage.ts'

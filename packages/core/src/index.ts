export type {
  AnnotatedFile,
  ChatCompletionAnnotation,
  ChatCompletionFileAnnotation,
  ChatCompletionUrlCitationAnnotation,
  UnlistedAnnotation,
  UrlCitation,
} from './annotation.ts'
export { ChatCompletionError, type ChatCompletionErrorCode } from './chat-completion-error.ts'
export type { ChatCompletionChoice, FinishReason } from './choice.ts'
export { choiceOf } from './choice-of.ts'
export {
  type ChatCompletionChunk,
  type ChatCompletionChunkChoice,
  type ChatCompletionChunkChoiceDelta,
  type ChatCompletionChunkChoiceDeltaToolCall,
  type ChatCompletionChunkObject,
  chunkFromWire,
  chunkToWire,
  type FunctionCallDelta,
  type ToolCallCustomDelta,
  type ToolCallFunctionDelta,
} from './chunk.ts'
export {
  type ChatCompletion,
  type ChatCompletionObject,
  completionFromWire,
  completionToWire,
  type ServiceTier,
} from './completion.ts'
export {
  type CacheControl,
  type ChatCompletionContentPart,
  type ChatCompletionContentPartFile,
  type ChatCompletionContentPartImage,
  type ChatCompletionContentPartInputAudio,
  type ChatCompletionContentPartRefusal,
  type ChatCompletionContentPartText,
  type ChatCompletionContentPartThinking,
  type ChatCompletionContentPartVideo,
  type ContentPartCaching,
  type ImageUrl,
  type InputAudio,
  type InputFile,
  type PromptCacheBreakpoint,
  textOfParts,
  type UnlistedContentPart,
  type VideoUrl,
} from './content.ts'
export { costOf } from './cost-of.ts'
export { type ErrorBody, type ErrorObject, errorBodyFromWire, errorBodyToWire } from './error.ts'
export { finishReasonOf, type KnownFinishReason } from './finish-reason-of.ts'
export type { ChatCompletionTokenLogprob, ChatCompletionTokenLogprobs, ChatCompletionTopLogprob } from './logprobs.ts'
export {
  type ChatCompletionAudio,
  type ChatCompletionImage,
  type ChatCompletionMessage,
  type FunctionCall,
  messageFromWire,
  messageToWire,
} from './message.ts'
export type {
  ChatCompletionAssistantMessageParam,
  ChatCompletionDeveloperMessageParam,
  ChatCompletionFunctionMessageParam,
  ChatCompletionMessageParam,
  ChatCompletionSystemMessageParam,
  ChatCompletionToolMessageParam,
  ChatCompletionUserMessageParam,
  ConfigurationUpdate,
  ConfigurationUpdateReasoning,
} from './message-param.ts'
export type { ChatCompletionModeration, ModerationError, ModerationResult, ModerationResults } from './moderation.ts'
export type { OpenRouterMetadata } from './openrouter-metadata.ts'
export { ProviderError, type ProviderErrorDetails } from './provider-error.ts'
export type {
  ReasoningDetail,
  ReasoningDetailCommon,
  ReasoningDetailEncrypted,
  ReasoningDetailServerToolCall,
  ReasoningDetailSummary,
  ReasoningDetailText,
  ReasoningFormat,
  UnlistedReasoningDetail,
} from './reasoning.ts'
export { reasoningOf } from './reasoning-of.ts'
export {
  type ApproximateLocation,
  type AudioVoice,
  type ChatCompletionAudioParam,
  type ChatCompletionCreateParams,
  type ChatCompletionPrediction,
  type ChatCompletionStreamOptions,
  createParamsFromWire,
  createParamsToWire,
  type DeprecatedFunction,
  type FunctionCallOption,
  type ModerationMode,
  type ModerationOptions,
  type ModerationPolicy,
  type PromptCacheOptions,
  type WebSearchOptions,
  type WebSearchUserLocation,
} from './request.ts'
export type {
  ChatCompletionResponseFormat,
  JsonSchemaFormat,
  ResponseFormatGrammar,
  ResponseFormatJsonObject,
  ResponseFormatJsonSchema,
  ResponseFormatPython,
  ResponseFormatText,
  UnlistedResponseFormat,
} from './response-format.ts'
export type {
  ChatCompletionPlugin,
  DebugOptions,
  MaxPrice,
  PdfOptions,
  PercentileCutoffs,
  ProviderPreferences,
  ProviderSort,
  ReasoningEffort,
  ReasoningOptions,
  StopServerToolsCondition,
  TraceOptions,
} from './routing.ts'
export { refusalOf, textOf } from './text-of.ts'
export { toMessageParam } from './to-message-param.ts'
export type {
  ChatCompletionAllowedToolChoice,
  ChatCompletionAllowedTools,
  ChatCompletionCustomTool,
  ChatCompletionFunctionTool,
  ChatCompletionNamedToolChoice,
  ChatCompletionNamedToolChoiceCustom,
  ChatCompletionTool,
  ChatCompletionToolChoiceOption,
  CustomToolDefinition,
  CustomToolFormatGrammar,
  CustomToolFormatText,
  CustomToolGrammar,
  FunctionDefinition,
  NamedTool,
  OpenRouterServerTool,
  UnlistedTool,
} from './tool.ts'
export {
  type ChatCompletionMessageCustomToolCall,
  type ChatCompletionMessageFunctionToolCall,
  type ChatCompletionMessageToolCall,
  isCustomToolCall,
  isFunctionToolCall,
  type ToolCallCommon,
  type ToolCallCustom,
  type ToolCallFunction,
  type UnlistedToolCall,
} from './tool-call.ts'
export {
  hasToolCalls,
  type ParsedCustomToolCall,
  type ParsedFunctionToolCall,
  type ParsedToolCall,
  toolCallsOf,
} from './tool-calls-of.ts'
export type { UnlistedType } from './unlisted.ts'
export type {
  CompletionTokensDetails,
  CompletionUsage,
  CostDetails,
  PromptTokensDetails,
  ServerToolUse,
} from './usage.ts'
export { ValidationError, type ValidationIssue } from './validation-error.ts'

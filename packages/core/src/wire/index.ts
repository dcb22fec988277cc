export type { UnlistedType } from '../unlisted.ts'
export type {
  AnnotatedFile,
  ChatCompletionAnnotation,
  ChatCompletionFileAnnotation,
  ChatCompletionUrlCitationAnnotation,
  UnlistedAnnotation,
  UrlCitation,
} from './annotation.ts'
export type { ChatCompletionChoice, FinishReason } from './choice.ts'
export type {
  ChatCompletionChunk,
  ChatCompletionChunkChoice,
  ChatCompletionChunkChoiceDelta,
  ChatCompletionChunkChoiceDeltaToolCall,
  ChatCompletionChunkObject,
  FunctionCallDelta,
  ToolCallCustomDelta,
  ToolCallFunctionDelta,
} from './chunk.ts'
export type { ChatCompletion, ChatCompletionObject, ServiceTier } from './completion.ts'
export type {
  CacheControl,
  ChatCompletionContentPart,
  ChatCompletionContentPartFile,
  ChatCompletionContentPartImage,
  ChatCompletionContentPartInputAudio,
  ChatCompletionContentPartRefusal,
  ChatCompletionContentPartText,
  ChatCompletionContentPartThinking,
  ChatCompletionContentPartVideo,
  ContentPartCaching,
  ImageUrl,
  InputAudio,
  InputFile,
  PromptCacheBreakpoint,
  UnlistedContentPart,
  VideoUrl,
} from './content.ts'
export type { ErrorBody, ErrorObject } from './error.ts'
export type { ChatCompletionTokenLogprob, ChatCompletionTokenLogprobs, ChatCompletionTopLogprob } from './logprobs.ts'
export type { ChatCompletionAudio, ChatCompletionImage, ChatCompletionMessage, FunctionCall } from './message.ts'
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
export type {
  ApproximateLocation,
  AudioVoice,
  ChatCompletionAudioParam,
  ChatCompletionCreateParams,
  ChatCompletionPrediction,
  ChatCompletionStreamOptions,
  DeprecatedFunction,
  FunctionCallOption,
  ModerationMode,
  ModerationOptions,
  ModerationPolicy,
  PromptCacheOptions,
  WebSearchOptions,
  WebSearchUserLocation,
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
export type {
  ChatCompletionMessageCustomToolCall,
  ChatCompletionMessageFunctionToolCall,
  ChatCompletionMessageToolCall,
  ToolCallCommon,
  ToolCallCustom,
  ToolCallFunction,
  UnlistedToolCall,
} from './tool-call.ts'
export type {
  CompletionTokensDetails,
  CompletionUsage,
  CostDetails,
  PromptTokensDetails,
  ServerToolUse,
} from './usage.ts'

export type {
  CreateOptions,
  Environment,
  Fetch,
  NextTry,
  ReceivedResponse,
  RequestOptions,
  SentRequest,
  StreamOptions,
} from './client/client-options.ts'
export { createChatCompletion } from './client/create-chat-completion.ts'
export { type Client, type ClientOptions, createClient } from './client/create-client.ts'
export {
  type Attribution,
  anthropic,
  azure,
  cerebras,
  deepSeek,
  fireworks,
  gemini,
  gitHubModels,
  groq,
  huggingFace,
  llamaCpp,
  lmStudio,
  mistral,
  moonshot,
  nvidia,
  ollama,
  openAI,
  openRouter,
  type Provider,
  perplexity,
  together,
  vllm,
  xai,
  zai,
} from './client/provider.ts'
export { streamChatCompletion } from './client/stream-chat-completion.ts'
export type { Answer, AnswerContext, AnswerFunction, AnswerPart } from './server/answer.ts'
export type { CorsOptions } from './server/cors.ts'
export { createHandler } from './server/create-handler.ts'
export type { Handler, Host } from './server/handler.ts'
export type { Authorize, HandlerOptions } from './server/handler-options.ts'
export type { Model, Models } from './server/models.ts'
export { type RelayOptions, type RelayResult, relay, type Upstream } from './server/relay.ts'
export { isSameSecret } from './server/same-secret.ts'
export type { ServeOptions, Server } from './server/serve.ts'

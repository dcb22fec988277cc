export { accumulate, ChatCompletionAccumulator } from './accumulate.ts'
export type { AnswerOptions } from './answer.ts'
export { ChunkEncoder } from './chunk-encoder.ts'
export { type ReadChunksOptions, readChunks } from './chunks.ts'
export { type ToEventStreamOptions, toEventStream } from './encode.ts'
export { type EventOptions, type ReadEventsOptions, readEvents, type ServerSentEvent } from './events.ts'
export { type Observed, observe } from './observe.ts'
export {
  type ChatCompletionStream,
  type ReadStreamOptions,
  readChatCompletionStream,
} from './read-chat-completion-stream.ts'
export { factsOf } from './response.ts'
export type { BrokenStream, ChatCompletionStreamResult, CompleteStream } from './result.ts'
export type { ByteSource } from './source.ts'
export { type SplitBy, type ToChunksOptions, toChunks } from './split.ts'
export type { ChatCompletionStreamEvent } from './stream-event.ts'
export type { TimeoutOptions } from './timeouts.ts'

/** Why there can be no chat at all. The message is for people and says what to do. */
export class ChatError extends Error {
  override readonly name = 'ChatError'
}

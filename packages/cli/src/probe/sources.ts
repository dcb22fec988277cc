/** What checks refer to, by the name that reports use. */
export const references = {
  'OpenAI: create a chat completion': 'https://platform.openai.com/docs/api-reference/chat/create',
  'OpenAI: the chat completion object': 'https://platform.openai.com/docs/api-reference/chat/object',
  'OpenAI: the chat completion chunk object': 'https://platform.openai.com/docs/api-reference/chat-streaming',
  'OpenAI: images and vision': 'https://platform.openai.com/docs/guides/images-vision',
  'OpenAI: function calling': 'https://platform.openai.com/docs/guides/function-calling',
  'OpenAI: error codes': 'https://platform.openai.com/docs/guides/error-codes',
  'OpenAI: debugging requests': 'https://platform.openai.com/docs/api-reference/debugging-requests',
  'OpenAI: models': 'https://platform.openai.com/docs/api-reference/models/list',
  'OpenRouter: errors': 'https://openrouter.ai/docs/api-reference/errors',
  'OpenRouter: streaming': 'https://openrouter.ai/docs/api-reference/streaming',
  'OWASP: logging': 'https://cheatsheetseries.owasp.org/cheatsheets/Logging_Cheat_Sheet.html',
  'WHATWG: server-sent events': 'https://html.spec.whatwg.org/multipage/server-sent-events.html',
  'RFC 8259: JSON': 'https://www.rfc-editor.org/rfc/rfc8259',
  'RFC 9110: HTTP': 'https://www.rfc-editor.org/rfc/rfc9110',
} as const

/** A reference by its name, or a public issue. */
export type Source = keyof typeof references | `${string}/${string}#${number}`

import type * as Wire from '@chat-completion/core/wire'
import { type Break, edited, refusing, whole, wholly } from '../broken-endpoint.ts'
import { breaking, endless, errorResponse, hanging, htmlPage, json, never, reset } from '../odd-responses.ts'
import type { Breakage } from './breakage.ts'

export const completion: readonly Breakage[] = [
  { name: 'a page in place of a completion', break: () => wholly(() => htmlPage(200)), fails: ['completion-answers'] },
  { name: 'a page with status 502', break: () => wholly(() => htmlPage(502)), fails: ['completion-answers'] },
  { name: 'null choices', break: () => whole((body) => ({ ...body, choices: null })), fails: ['completion-answers'] },
  { name: 'no choice', break: () => whole((body) => ({ ...body, choices: [] })), fails: ['completion-answers'] },
  {
    name: 'an error in a 200',
    break: () => whole(() => ({ error: { message: 'Provider returned error', code: 502 } })),
    fails: ['completion-answers'],
  },
  {
    name: 'half a completion, and a connection that breaks',
    break: () => wholly(() => new Response(breaking('{"id":"x","choices":[{"ind'), { headers: json })),
    fails: ['completion-answers'],
  },
  { name: 'a connection that breaks before the answer', break: () => wholly(reset), fails: ['completion-answers'] },
  {
    name: 'an answer without end',
    break: () => wholly(() => new Response(endless(' '.repeat(1000)), { headers: json })),
    fails: ['completion-answers'],
  },
  { name: 'no answer', break: () => wholly(never), fails: ['completion-answers'], timeout: 3 },
  {
    name: 'an answer that does not go on',
    break: () => wholly(() => new Response(hanging(['{']), { headers: json })),
    fails: ['completion-answers'],
    timeout: 3,
  },
  {
    name: 'a body that is nothing but depth',
    break: () => wholly(() => new Response('['.repeat(500_000) + ']'.repeat(500_000), { headers: json })),
    fails: ['completion-answers'],
  },
  { name: 'another role', break: () => whole(withMessage({ role: 'bot' })), fails: ['completion-message'] },
  { name: 'no role', break: () => whole(withMessage({ role: undefined })), fails: ['completion-message'] },
  {
    name: 'content in parts',
    break: () => whole(withMessage({ content: [{ type: 'text', text: 'hello' }] })),
    fails: ['completion-message'],
  },
  { name: 'no content', break: () => whole(withMessage({ content: null })), fails: ['completion-message'] },
  {
    name: 'no finish reason',
    break: () => whole(ofPlain((body) => withChoice({ finish_reason: undefined })(body))),
    fails: ['completion-finish-reason'],
  },
  {
    name: 'another object',
    break: () => whole((body) => ({ ...body, object: 'text_completion' })),
    fails: ['completion-shape'],
  },
  {
    name: 'choices without an index',
    break: () => whole(ofOne(withChoice({ index: undefined }))),
    fails: ['completion-shape'],
  },
  { name: 'an empty id', break: () => whole((body) => ({ ...body, id: '' })), fails: ['completion-identity'] },
  {
    name: 'one id for all',
    break: () => whole((body) => ({ ...body, id: 'chatcmpl-1' })),
    fails: ['completion-identity'],
  },
  {
    name: 'a time in milliseconds',
    break: () => whole((body) => ({ ...body, created: body.created * 1000 })),
    fails: ['completion-identity'],
  },
  { name: 'no model', break: () => whole((body) => ({ ...body, model: undefined })), fails: ['completion-identity'] },
  { name: '"stop" where it was cut off', break: () => whole(cutAs('stop')), fails: ['completion-length'] },
  { name: '"max_tokens" where it was cut off', break: () => whole(cutAs('max_tokens')), fails: ['completion-length'] },
  {
    name: 'a limit that is ignored',
    break: () =>
      edited(
        ({ max_tokens: _, ...body }) => body,
        ({ max_tokens: limit }) => limit === 16,
      ),
    fails: ['completion-length'],
  },
  {
    name: 'a stop sequence that is ignored',
    break: () => edited(({ stop: _, ...body }) => body),
    fails: ['completion-stop'],
  },
  {
    name: 'one choice, however many are asked for',
    break: () => edited(({ n: _, ...body }) => body),
    fails: ['completion-choices'],
  },
  {
    name: 'two choices with one index',
    break: () => whole((body) => (body.choices.length > 1 ? withChoice({ index: 0 })(body) : body)),
    fails: ['completion-choices'],
  },
  {
    name: 'content that must be a text',
    break: () => refusing(({ messages }) => Array.isArray(messages?.[0]?.content), 422),
    fails: ['completion-content-parts'],
  },
  {
    name: 'a crash over an unknown parameter',
    break: () => refusing((body) => 'probe_unknown_parameter' in body, 500),
    fails: ['completion-unknown-parameter'],
  },
  {
    name: 'requests of 100 kB at most',
    break:
      () =>
      ({ size }) =>
        size > 100_000 ? htmlPage(413) : undefined,
    fails: ['completion-large-body'],
  },
  { name: 'one request at a time', break: oneAtATime, fails: ['completion-parallel'] },
  {
    name: 'answers that go to others',
    break: () => edited((body) => JSON.parse(JSON.stringify(body).replace('48151', '62342'))),
    fails: ['completion-parallel'],
  },
  {
    name: 'answers that go to others, beside one that is none',
    break: () => edited((body) => JSON.parse(JSON.stringify(body).replace('48151', 'x').replace('62342', '73106'))),
    fails: ['completion-parallel'],
  },
]

function withChoice(change: object): (body: Wire.ChatCompletion) => object {
  return (body) => ({ ...body, choices: body.choices.map((choice) => ({ ...choice, ...change })) })
}

function withMessage(change: object): (body: Wire.ChatCompletion) => object {
  return ofPlain((body) => withChoice({ message: { ...body.choices[0]?.message, ...change } })(body))
}

/** Only where the answer is a word: what else is asked for stays as it is. */
function ofPlain(change: (body: Wire.ChatCompletion) => object): (body: Wire.ChatCompletion) => object {
  return ofOne((body) => (body.choices[0]?.message.content === 'hello' ? change(body) : body))
}

function ofOne(change: (body: Wire.ChatCompletion) => object): (body: Wire.ChatCompletion) => object {
  return (body) => (body.choices.length === 1 ? change(body) : body)
}

function cutAs(reason: string): (body: Wire.ChatCompletion) => object {
  return (body) => {
    const usage = { prompt_tokens: 9, completion_tokens: 16, total_tokens: 25 }
    return body.choices[0]?.finish_reason === 'length'
      ? { ...withChoice({ finish_reason: reason })(body), usage }
      : body
  }
}

function oneAtATime(): Break {
  let isBusy = false
  return async ({ body }, answer) => {
    if (!JSON.stringify(body.messages ?? '').includes('this number')) return undefined
    if (isBusy) return errorResponse(503)
    isBusy = true
    try {
      return await answer()
    } finally {
      isBusy = false
    }
  }
}

import { type Asked, type Break, headed, jsonOf, key, mistaken, whole } from '../broken-endpoint.ts'
import { errorResponse, events, htmlPage } from '../odd-responses.ts'
import type { Breakage } from './breakage.ts'

const isChat = ({ path, request }: Asked): boolean => path === 'chat/completions' && request.method === 'POST'
const isStream = ({ body }: Asked): boolean => body.stream === true
const hasWrongKey = ({ request }: Asked): boolean => request.headers.get('authorization') !== `Bearer ${key}`
const hasNoMessages = (asked: Asked): boolean => isChat(asked) && asked.body.model !== undefined && !asked.body.messages
const isMalformed = (asked: Asked): boolean => isChat(asked) && Object.keys(asked.body).length === 0
const isUnknownModel = ({ body }: Asked): boolean => body.model === 'probe/no-such-model'

interface ErrorBody {
  readonly error: Readonly<Record<string, unknown>>
}

export const errors: readonly Breakage[] = [
  {
    name: 'pages in place of errors',
    break: () => mistaken(({ status }) => htmlPage(status)),
    fails: ['errors-json', 'errors-unknown-path', 'errors-wrong-method'],
  },
  {
    name: 'pages in place of errors of completions',
    break: () =>
      only(
        isChat,
        mistaken(({ status }) => htmlPage(status)),
      ),
    fails: ['errors-json'],
  },
  {
    name: 'errors in another envelope',
    break: () =>
      only(
        isChat,
        mistaken((response) => jsonOf(response, () => ({ detail: 'Not found' }))),
      ),
    fails: ['errors-json'],
  },
  {
    name: 'errors without a message',
    break: () =>
      only(
        isChat,
        mistaken((response) => jsonOf(response, () => ({ error: { message: '' } }))),
      ),
    fails: ['errors-json'],
  },
  {
    name: 'errors that are a text',
    break: () =>
      only(
        isChat,
        mistaken((response) => jsonOf(response, () => ({ error: 'Not found' }))),
      ),
    fails: ['errors-json'],
  },
  {
    name: 'errors that are nothing but a message',
    break: () =>
      only(
        isChat,
        mistaken((response) => jsonOf<ErrorBody>(response, ({ error }) => ({ error: { message: error.message } }))),
      ),
    fails: ['errors-envelope'],
  },
  {
    name: 'a crash over bad JSON',
    break: () => answering(isMalformed, () => errorResponse(500)),
    fails: ['errors-malformed-json'],
  },
  {
    name: 'no answer to bad JSON',
    break: () => answering(isMalformed, () => new Promise(() => {})),
    fails: ['errors-malformed-json'],
    timeout: 3,
  },
  {
    name: 'a crash over missing messages',
    break: () =>
      answering(
        (asked) => hasNoMessages(asked) && !isStream(asked),
        () => errorResponse(500),
      ),
    fails: ['errors-missing-messages'],
  },
  {
    name: 'an answer to no messages',
    break: () =>
      answering(
        (asked) => hasNoMessages(asked) && !isStream(asked),
        () => Response.json({ choices: [] }),
      ),
    fails: ['errors-missing-messages'],
  },
  {
    name: 'a crash over an unknown model',
    break: () => answering(isUnknownModel, () => errorResponse(503)),
    fails: ['errors-unknown-model'],
  },
  {
    name: 'errors as events',
    break: () =>
      answering(
        (asked) => hasNoMessages(asked) && isStream(asked),
        () => new Response('data: {"error":{"message":"No messages"}}\n\ndata: [DONE]\n\n', { headers: events }),
      ),
    fails: ['errors-before-stream'],
  },
  {
    name: 'status 403 for a wrong key',
    break: () => answering(hasWrongKey, () => errorResponse(403)),
    fails: ['errors-wrong-key'],
  },
  {
    name: 'status 500 for a wrong key',
    break: () => answering(hasWrongKey, () => errorResponse(500)),
    fails: ['errors-wrong-key'],
  },
  {
    name: 'a page for each path',
    break: () =>
      answering(
        ({ path }) => path.startsWith('probe'),
        () => htmlPage(200),
      ),
    fails: ['errors-unknown-path'],
  },
  {
    name: 'an answer to each method',
    break: () =>
      answering(
        ({ request }) => request.method === 'PUT',
        () => Response.json({ ok: true }),
      ),
    fails: ['errors-wrong-method'],
  },
  { name: 'status 429 that does not say how long', break: busyOnce, fails: ['errors-retry-after'], timeout: 20 },
  {
    name: 'an error that repeats the key',
    break: () =>
      mistaken(async (response) =>
        jsonOf<ErrorBody>(response, ({ error }) => ({ error: { ...error, message: `Invalid: ${key}` } })),
      ),
    fails: ['errors-key-echo'],
  },
  {
    name: 'a completion that repeats the key',
    break: () => whole((body) => ({ ...body, key })),
    fails: ['errors-key-echo'],
  },
  {
    name: 'a header that repeats the key',
    break: () => headed((sent) => sent.set('x-authorization', `Bearer ${key}`)),
    fails: ['errors-key-echo'],
  },
  {
    name: 'an error that repeats the wrong key',
    break: () => async (asked, answer) => {
      if (!hasWrongKey(asked)) return undefined
      const sent = asked.request.headers.get('authorization')
      return jsonOf<ErrorBody>(await answer(), ({ error }) => ({ error: { ...error, message: `Wrong: ${sent}` } }))
    },
    fails: ['errors-key-echo'],
  },
]

function answering(isMeant: (asked: Asked) => boolean, give: () => Response | Promise<Response>): Break {
  return (asked) => (isMeant(asked) ? give() : undefined)
}

function only(isMeant: (asked: Asked) => boolean, breakIt: Break): Break {
  return (asked, answer) => (isMeant(asked) ? breakIt(asked, answer) : undefined)
}

function busyOnce(): Break {
  let count = 0
  return () => {
    count += 1
    return count === 3 ? errorResponse(429) : undefined
  }
}

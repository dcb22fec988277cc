import { type Check, failed, type Outcome, passed, skipped } from '../check.ts'
import type { Exchange } from '../exchange.ts'
import { at, textAt } from '../json.ts'
import { askWithWrongKey, hasWrongKey, isRefused, mistakes } from '../questions.ts'
import type { Session } from '../session.ts'

export const errors: readonly Check[] = [
  {
    id: 'errors-json',
    level: 'compat',
    title: 'Errors are JSON with a message: { "error": { "message" } }',
    why: 'Clients show it. Of an HTML page or another envelope nothing is left but "400 status code (no body)".',
    sources: ['OpenAI: error codes', 'OpenRouter: errors', 'openai/openai-node#1734', 'ray-project/ray#64833'],
    async run(session) {
      const exchanges = await errorsOf(session)
      if (exchanges.length === 0) return skipped('there was no error to judge')
      const odd = exchanges.find(({ json }) => textAt(json, 'error', 'message') === '')
      if (!odd) return passed
      return failed(odd.json === undefined ? 'an error is not JSON' : '"error.message" is missing', odd)
    },
  },
  {
    id: 'errors-envelope',
    level: 'strict',
    title: 'Errors have type, param and code as well',
    why: "Programs branch on `code` and `type`. OpenRouter's own envelope, with a number as `code`, is documented, too.",
    sources: ['OpenAI: error codes', 'OpenRouter: errors'],
    needs: ['errors-json'],
    async run(session) {
      const odd = (await errorsOf(session)).find(({ json }) => !isEnvelope(at(json, 'error')))
      return odd ? failed('an error lacks one of type, param, code', odd) : passed
    },
  },
  {
    id: 'errors-malformed-json',
    level: 'compat',
    title: 'A body that is not JSON is refused with status 4xx',
    why: "It is the client's mistake: a 5xx makes clients send the same again and again.",
    sources: ['OpenAI: error codes'],
    async run(session) {
      return isMistake(await mistakes.malformed(session)) ?? passed
    },
  },
  {
    id: 'errors-missing-messages',
    level: 'compat',
    title: 'A request without messages is refused with status 4xx',
    why: 'An answer to nothing hides the mistake; a 5xx makes clients send the same again and again.',
    sources: ['OpenAI: create a chat completion', 'OpenAI: error codes'],
    async run(session) {
      return isMistake(await mistakes.withoutMessages(session)) ?? passed
    },
  },
  {
    id: 'errors-unknown-model',
    level: 'compat',
    title: 'A model that does not exist is refused with status 4xx',
    why: 'A name that is misspelt is the commonest mistake; a 5xx makes clients try again instead of telling it.',
    sources: ['OpenAI: error codes'],
    async run(session) {
      const exchange = await mistakes.unknownModel(session)
      if (exchange.status === 200) return skipped('the endpoint answers for any model')
      return isMistake(exchange) ?? passed
    },
  },
  {
    id: 'errors-before-stream',
    level: 'compat',
    title: 'A mistaken request for a stream gets a status, not a stream',
    why: 'Clients look at the status first; an error that comes as an event of a 200 is taken for an empty answer.',
    sources: ['OpenAI: error codes', 'open-octo/octo-agent#910', 'vercel/ai#2720'],
    async run(session) {
      return isMistake(await mistakes.stream(session)) ?? passed
    },
  },
  {
    id: 'errors-wrong-key',
    level: 'compat',
    title: 'A wrong key is refused with status 401',
    why: 'Clients tell by it that the key is at fault, and not the request.',
    sources: ['OpenAI: error codes', 'OpenRouter: errors'],
    async run(session) {
      const exchange = await askWithWrongKey(session)
      if (!exchange) return skipped('no key was named that another could stand for')
      if (exchange.status === 200) return skipped('the endpoint takes any key')
      return exchange.status === 401 ? passed : failed(`expected status 401: ${exchange.state}`, exchange)
    },
  },
  {
    id: 'errors-unknown-path',
    level: 'strict',
    title: 'A path that does not exist gets status 404 and a JSON error',
    why: 'Clients try what an endpoint can do; a 200 or a page of HTML tells them wrong.',
    sources: ['RFC 9110: HTTP', 'OpenAI: error codes'],
    async run(session) {
      return isJsonError(await session.request('GET', 'probe-no-such-path'), [404])
    },
  },
  {
    id: 'errors-wrong-method',
    level: 'strict',
    title: 'A wrong method gets status 405 or 404 and a JSON error',
    why: 'An answer to PUT hides a mistake, and a 5xx looks like an outage.',
    sources: ['RFC 9110: HTTP', 'OpenAI: error codes'],
    async run(session) {
      const body = JSON.stringify(session.chatBody('Reply with only this word: hello'))
      return isJsonError(await session.request('PUT', 'chat/completions', { body }), [405, 404])
    },
  },
  {
    id: 'errors-retry-after',
    level: 'strict',
    title: 'Status 429 says how long to wait',
    why: 'Clients wait as long as `retry-after` says, and guess without it. Judged only where the endpoint was too busy.',
    sources: ['OpenRouter: errors', 'RFC 9110: HTTP'],
    async run(session) {
      const busy = session.exchanges.filter(({ status }) => status === 429)
      const odd = busy.find((exchange) => exchange.headers.get('retry-after') === null)
      if (odd) return failed('there is no retry-after', odd)
      return busy.length > 0 ? passed : skipped('the endpoint was never too busy')
    },
  },
  {
    id: 'errors-key-echo',
    level: 'compat',
    title: 'No answer repeats the API key',
    why: 'Answers and errors are logged, shown and pasted into issues, and the key with them.',
    sources: ['OWASP: logging'],
    async run(session) {
      const { secrets } = session.target
      if (secrets.isEmpty) return skipped('no key was sent')
      const echo = session.exchanges.find((exchange) => {
        const text = `${exchange.text}\n${[...exchange.headers].flat().join('\n')}`
        return secrets.isIn(text) || hasWrongKey(text)
      })
      return echo ? failed('an answer repeats the key that was sent', echo) : passed
    },
  },
]

/** What the mistakes got that is an error: what else they got is judged apart. */
async function errorsOf(session: Session): Promise<Exchange[]> {
  const exchanges = [
    await mistakes.malformed(session),
    await mistakes.withoutMessages(session),
    await mistakes.unknownModel(session),
    await mistakes.stream(session),
    await askWithWrongKey(session),
  ]
  return exchanges
    .filter((exchange) => exchange !== undefined)
    .filter(({ status = 0 }) => status >= 400 && status !== 429)
}

function isMistake(exchange: Exchange): Outcome | undefined {
  if (exchange.status === 429) return skipped('the endpoint is busy: it keeps answering with status 429')
  return isRefused(exchange) ? undefined : failed(`expected status 4xx: ${exchange.state}`, exchange)
}

function isJsonError(exchange: Exchange, statuses: readonly number[]): Outcome {
  if (exchange.status === 429) return skipped('the endpoint is busy: it keeps answering with status 429')
  if (!statuses.includes(exchange.status ?? 0))
    return failed(`expected status ${statuses.join(' or ')}: ${exchange.state}`, exchange)
  return textAt(exchange.json, 'error', 'message') === ''
    ? failed('the error is not JSON with a message', exchange)
    : passed
}

function isEnvelope(error: unknown): boolean {
  const [type, param, code] = ['type', 'param', 'code'].map((key) => at(error, key))
  if (typeof code === 'number') return true
  return typeof type === 'string' && isTextOrNull(param) && isTextOrNull(code)
}

function isTextOrNull(value: unknown): boolean {
  return typeof value === 'string' || value === null
}

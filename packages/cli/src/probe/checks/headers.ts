import { type Check, failed, type Outcome, passed } from '../check.ts'
import type { Exchange } from '../exchange.ts'
import { told } from '../json.ts'
import { askStream, askWhole } from '../questions.ts'

export const headers: readonly Check[] = [
  {
    id: 'headers-json',
    level: 'compat',
    title: 'A completion is of type application/json',
    why: '`openai` parses nothing else: it hands out the text, and the first look at `choices` fails.',
    sources: ['RFC 8259: JSON'],
    needs: ['completion-answers'],
    async run(session) {
      const exchange = await askWhole(session)
      return hasType(exchange, /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i) ?? passed
    },
  },
  {
    id: 'headers-event-stream',
    level: 'compat',
    title: 'A stream is of type text/event-stream',
    why: 'Browsers, proxies and clients tell by it that events come, and pass them on one by one.',
    sources: ['WHATWG: server-sent events', 'mastra-ai/mastra#13584'],
    needs: ['stream-answers'],
    async run(session) {
      return hasType(await askStream(session), /^text\/event-stream\s*(?:;|$)/i) ?? passed
    },
  },
  {
    id: 'headers-charset',
    level: 'strict',
    title: 'A charset, where one is named, is utf-8',
    why: 'JSON and event streams are UTF-8 by their definition; another charset makes HTTP libraries decode them wrongly.',
    sources: ['RFC 8259: JSON', 'WHATWG: server-sent events'],
    needs: ['completion-answers'],
    async run(session) {
      for (const exchange of [await askWhole(session), await askStream(session)]) {
        const charset = /;\s*charset\s*=\s*"?([^\s";]*)/i.exec(exchange.contentType)?.[1]
        if (charset !== undefined && !/^utf-?8$/i.test(charset)) {
          return failed(
            `"charset" is utf-8: received ${told(charset)}`,
            exchange,
            `content-type: ${exchange.contentType}`,
          )
        }
      }
      return passed
    },
  },
  {
    id: 'headers-request-id',
    level: 'strict',
    title: 'An answer has an id for the support',
    why: '`x-request-id` is what a provider asks for when something went wrong; OpenRouter sends `x-generation-id`.',
    sources: ['OpenAI: debugging requests'],
    needs: ['completion-answers'],
    async run(session) {
      const exchange = await askWhole(session)
      const found = ['x-request-id', 'x-generation-id'].some((name) => (exchange.headers.get(name) ?? '') !== '')
      return found ? passed : failed('there is neither x-request-id nor x-generation-id', exchange, namesOf(exchange))
    },
  },
]

function hasType(exchange: Exchange, type: RegExp): Outcome | undefined {
  const { contentType } = exchange
  if (type.test(contentType)) return undefined
  return failed(
    `received the type ${contentType === '' ? 'nothing' : told(contentType)}`,
    exchange,
    `content-type: ${contentType}`,
  )
}

function namesOf({ headers: sent }: Exchange): string {
  return `headers: ${[...sent.keys()].join(', ')}`
}

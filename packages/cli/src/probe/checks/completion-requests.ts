import { choiceOf, contentOf, flawOf, flawUnlessRefused, messageIn } from '../answers.ts'
import { type Check, failed, passed, skipped } from '../check.ts'
import { at, listAt, told } from '../json.ts'
import { askInParallel, parallelNumbers } from '../questions.ts'

const whole = 'completion-answers'

/** Room that JSON leaves for blanks: it costs no tokens. */
const padding = 1024 * 1024
/** The least that models take as a limit. */
const fewTokens = 16
/** So many tokens are fewer characters. */
const fewCharacters = fewTokens * 12

/** What a request may ask of a whole answer. */
export const completionRequests: readonly Check[] = [
  {
    id: 'completion-length',
    level: 'compat',
    title: 'An answer that is cut off says so',
    why: 'Where `finish_reason` is not "length", half an answer passes for a whole one; where the limit is ignored, it costs more than asked for.',
    sources: ['OpenAI: the chat completion object'],
    needs: [whole],
    async run(session) {
      const limit = Object.keys(session.settings).find((key) => key.startsWith('max_')) ?? 'max_tokens'
      const exchange = await session.chat('Count from 1 to 200, in digits, with commas between them.', {
        [limit]: fewTokens,
      })
      const flaw = flawUnlessRefused(exchange, `a limit of ${fewTokens} tokens`)
      if (flaw) return flaw
      const reason = at(choiceOf(exchange), 'finish_reason')
      if (reason === 'length') return passed
      const tokens = Number(at(exchange.json, 'usage', 'completion_tokens') ?? 0)
      const isLong = tokens > fewTokens || contentOf(exchange).length > fewCharacters
      if (isLong) return failed(`"${limit}": ${fewTokens} is ignored, finish_reason is ${told(reason)}`, exchange)
      if (tokens === fewTokens) return failed(`"finish_reason" is "length": received ${told(reason)}`, exchange)
      return skipped('the model ended before the limit')
    },
  },
  {
    id: 'completion-stop',
    level: 'compat',
    title: 'A stop sequence ends the answer',
    why: 'Programs that parse what a model writes rely on it; a sequence that is ignored makes them read too much.',
    sources: ['OpenAI: create a chat completion'],
    needs: [whole],
    async run(session) {
      const exchange = await session.chat('Reply with only these three words: alpha beta gamma', { stop: ['beta'] })
      const flaw = flawUnlessRefused(exchange, 'a stop sequence')
      if (flaw) return flaw
      const content = contentOf(exchange)
      if (content.includes('beta')) return failed('the answer has the stop sequence in it', exchange, content)
      const isSaid = /alpha/i.test(content) && !/beta/i.test(content)
      return isSaid ? passed : skipped('the model did not say the words as it was told to')
    },
  },
  {
    id: 'completion-choices',
    level: 'strict',
    title: 'n asks for so many choices',
    why: 'A client that asks for two answers and gets one takes the wrong one for the best, or reads past the end.',
    sources: ['OpenAI: create a chat completion'],
    needs: [whole],
    async run(session) {
      const exchange = await session.chat('Reply with only this word: hello', { n: 2 })
      const flaw = flawUnlessRefused(exchange, 'n')
      if (flaw) return flaw
      const indices = listAt(exchange.json, 'choices').map((choice) => at(choice, 'index'))
      if (indices.length !== 2) return failed(`"n": 2 gives two choices: received ${indices.length}`, exchange)
      const isOrdered = new Set(indices).size === 2 && indices.includes(0) && indices.includes(1)
      return isOrdered ? passed : failed(`their "index" is 0 and 1: received ${indices.map(told).join(', ')}`, exchange)
    },
  },
  {
    id: 'completion-content-parts',
    level: 'compat',
    title: 'Content may be sent as a list of parts',
    why: 'Clients that can send pictures send every text as a part, also where there is no picture.',
    sources: ['OpenAI: create a chat completion'],
    needs: [whole],
    async run(session) {
      const content = [{ type: 'text', text: 'Reply with only this word: hello' }]
      return flawOf(await session.chat('', { messages: [{ role: 'user', content }] })) ?? passed
    },
  },
  {
    id: 'completion-unknown-parameter',
    level: 'compat',
    title: 'A parameter that is not known is ignored, or refused with a message',
    why: 'Clients send what is new before every endpoint knows it; they cope with both, but not with a crash.',
    sources: ['OpenAI: create a chat completion', 'OpenAI: error codes'],
    needs: [whole],
    async run(session) {
      const exchange = await session.chat('Reply with only this word: hello', { probe_unknown_parameter: true })
      const { status = 0 } = exchange
      if ((status === 400 || status === 422) && messageIn(exchange) !== '') return passed
      return flawOf(exchange) ?? passed
    },
  },
  {
    id: 'completion-large-body',
    level: 'compat',
    title: 'A request of a mebibyte is read',
    why: 'One picture or a long conversation is as large. The default limit of many a web framework is 100 kB.',
    sources: ['OpenAI: images and vision'],
    needs: [whole],
    async run(session) {
      const body = JSON.stringify(session.chatBody('Reply with only this word: hello'))
      return flawOf(await session.post(body + ' '.repeat(padding))) ?? passed
    },
  },
  {
    id: 'completion-parallel',
    level: 'compat',
    title: 'Requests at the same time get their own answers',
    why: 'Applications have more than one user: an answer that reaches the wrong one is worse than none.',
    sources: ['RFC 9110: HTTP'],
    needs: [whole],
    async run(session) {
      const exchanges = await askInParallel(session)
      for (const exchange of exchanges) {
        const flaw = flawOf(exchange)
        if (flaw) return flaw
      }
      const missing = exchanges.filter((exchange, place) => !says(contentOf(exchange), parallelNumbers[place]))
      const mixed = missing.find((exchange) => parallelNumbers.some((number) => says(contentOf(exchange), number)))
      if (mixed) return failed('one request got the answer to another', mixed)
      return missing.length === 0 ? passed : skipped('the model did not say its number')
    },
  },
]

function says(content: string, number: number | undefined): boolean {
  return content.replace(/[^\d]/g, '').includes(String(number))
}

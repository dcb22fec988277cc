import { choiceOf, deviationsOf, flawOf, isCut } from '../answers.ts'
import { type Check, failed, passed, skipped } from '../check.ts'
import { at, listAt, told } from '../json.ts'
import { askInParallel, askWhole } from '../questions.ts'

const whole = 'completion-answers'

export const completion: readonly Check[] = [
  {
    id: whole,
    level: 'compat',
    title: 'A question gets status 200 and a completion in JSON',
    why: 'A body without `choices`, an error inside a 200 or an HTML page end every client with an error that explains nothing.',
    sources: ['OpenAI: create a chat completion', 'OpenRouterTeam/python-sdk#44', 'langchain-ai/langchain#35236'],
    async run(session) {
      return flawOf(await askWhole(session)) ?? passed
    },
  },
  {
    id: 'completion-message',
    level: 'compat',
    title: "The message is the assistant's, and its content is text",
    why: 'Typed clients refuse a message without its role; others show the content as it is, so it must be text.',
    sources: ['OpenAI: the chat completion object', 'vercel/ai#13703'],
    needs: [whole],
    async run(session) {
      const exchange = await askWhole(session)
      const message = at(choiceOf(exchange), 'message')
      const [role, content] = [at(message, 'role'), at(message, 'content')]
      if (role !== 'assistant')
        return failed(`"role" is "assistant": received ${told(role)}`, exchange, JSON.stringify(message))
      if (typeof content === 'string' && content.trim() !== '') return passed
      const isEmpty = content === undefined || content === null || content === ''
      if (isEmpty && isCut(exchange))
        return skipped('the model used up its tokens before it said anything: raise --max-tokens')
      if (typeof content === 'string') return skipped('the model said nothing')
      return failed(`"content" is a text: received ${told(content)}`, exchange, JSON.stringify(message))
    },
  },
  {
    id: 'completion-finish-reason',
    level: 'compat',
    title: 'Each choice says why it ended',
    why: 'Agents go on or stop by `finish_reason`; `@openrouter/sdk` refuses an answer without it.',
    sources: ['OpenAI: the chat completion object', 'maximhq/bifrost#1489', 'ai-dynamo/aiperf#139'],
    needs: [whole],
    async run(session) {
      const exchange = await askWhole(session)
      const reasons = listAt(exchange.json, 'choices').map((choice) => at(choice, 'finish_reason'))
      const odd = reasons.findIndex((reason) => typeof reason !== 'string' || reason === '')
      return odd === -1 ? passed : failed(`"finish_reason" is a text: received ${told(reasons[odd])}`, exchange)
    },
  },
  {
    id: 'completion-shape',
    level: 'strict',
    title: 'Strict parsing accepts the body without a repair',
    why: 'Every key of the contract is there with its type, and `object` is exactly "chat.completion".',
    sources: ['OpenAI: the chat completion object', 'vercel/ai#4031', 'egoist/chatwise-releases#196'],
    needs: [whole],
    async run(session) {
      const exchange = await askWhole(session)
      const [first] = deviationsOf(exchange.json).filter(({ path }) => !isJudgedElsewhere(path))
      return first ? failed(first.message, exchange) : passed
    },
  },
  {
    id: 'completion-identity',
    level: 'strict',
    title: 'It has an id of its own, the time and the model',
    why: 'Stores and logs tell answers apart by `id`; `created` is in seconds, `model` names who answered.',
    sources: ['OpenAI: the chat completion object', 'maximhq/bifrost#617'],
    needs: [whole],
    async run(session) {
      const exchange = await askWhole(session)
      const [id, created, model] = ['id', 'created', 'model'].map((key) => at(exchange.json, key))
      if (typeof id !== 'string' || id === '') return failed(`"id" is a text: received ${told(id)}`, exchange)
      if (typeof model !== 'string' || model === '')
        return failed(`"model" is a text: received ${told(model)}`, exchange)
      if (!isTime(created)) return failed(`"created" is a time in seconds: received ${told(created)}`, exchange)
      const ids = (await askInParallel(session)).map(({ json }) => at(json, 'id')).filter((each) => each !== undefined)
      if (new Set([id, ...ids]).size === ids.length + 1) return passed
      return failed(`each answer has an id of its own: received ${[id, ...ids].map(told).join(', ')}`, exchange)
    },
  },
]

/** By a check of its own, so that one fault fails one check. */
function isJudgedElsewhere(path: readonly (string | number)[]): boolean {
  const [root, , inChoice, inMessage] = path
  if (root === 'usage' || root === 'id' || root === 'created' || root === 'model') return true
  if (root !== 'choices') return false
  return inChoice === 'finish_reason' || (inChoice === 'message' && (inMessage === 'role' || inMessage === 'content'))
}

/** Between the beginning of 2001 and that of 2100. */
function isTime(created: unknown): boolean {
  return typeof created === 'number' && created > 978_307_200 && created < 4_102_444_800
}

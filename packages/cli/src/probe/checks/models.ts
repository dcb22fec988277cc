import { refusalOf } from '../answers.ts'
import { type Check, failed, passed } from '../check.ts'
import { at, listAt, told } from '../json.ts'
import { askModels } from '../questions.ts'

export const models: readonly Check[] = [
  {
    id: 'models-list',
    level: 'compat',
    title: 'GET /models lists models with their ids',
    why: 'Chat frontends and editors fill their menus from it, and show nothing where it is missing.',
    sources: ['OpenAI: models'],
    async run(session) {
      const exchange = await askModels(session)
      const refusal = refusalOf(exchange)
      if (refusal) return refusal
      const data = at(exchange.json, 'data')
      if (!Array.isArray(data)) return failed(`"data" is a list of models: received ${told(data)}`, exchange)
      const nameless = data.find((model) => typeof at(model, 'id') !== 'string' || at(model, 'id') === '')
      return nameless === undefined ? passed : failed(`each model has an "id": received ${told(nameless)}`, exchange)
    },
  },
  {
    id: 'models-shape',
    level: 'strict',
    title: 'The list and each model have the documented keys',
    why: 'A list has `object: "list"`, a model `object: "model"`, `created` and `owned_by`; typed clients take them as given.',
    sources: ['OpenAI: models'],
    needs: ['models-list'],
    async run(session) {
      const exchange = await askModels(session)
      const object = at(exchange.json, 'object')
      if (object !== 'list') return failed(`"object" is "list": received ${told(object)}`, exchange)
      const odd = listAt(exchange.json, 'data').find((model) => !isModel(model))
      if (odd === undefined) return passed
      return failed('a model lacks one of object "model", created, owned_by', exchange, JSON.stringify(odd))
    },
  },
]

function isModel(model: unknown): boolean {
  const [created, ownedBy] = [at(model, 'created'), at(model, 'owned_by')]
  return at(model, 'object') === 'model' && typeof created === 'number' && typeof ownedBy === 'string'
}

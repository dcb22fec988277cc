import { RequestError } from './failure.ts'

/** A model that the endpoint lists. */
export interface Model {
  readonly id: string
  /** Seconds since 1970; 0 by default. */
  readonly created?: number
  readonly ownedBy?: string
}

/** By id, or with what is known of them. */
export type Models = readonly (string | Model)[]

/**
 * The body for a list of models, or for the one that is asked for.
 *
 * @param id As it stands in the URL.
 * @throws {RequestError} 404: there is no such model.
 */
export function modelsBody(models: Models, id: string | undefined): object {
  const data = models.map(toWire)
  if (id === undefined) return { object: 'list', data }
  const model = data.find((each) => each.id === decoded(id))
  if (model) return model
  const state = `there is no model ${JSON.stringify(id.slice(0, 100))}`
  throw new RequestError(404, `Cannot find the model: ${state}`, { param: 'model', code: 'model_not_found' })
}

function toWire(model: string | Model): { id: string; object: 'model'; created: number; owned_by: string } {
  const { id, created = 0, ownedBy = '' } = typeof model === 'string' ? { id: model } : model
  return { id, object: 'model', created, owned_by: ownedBy }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

import { messageIn } from './answers.ts'
import type { Exchange } from './exchange.ts'
import { listAt, textAt } from './json.ts'
import { askCors, askModels, askWhole } from './questions.ts'
import type { Session } from './session.ts'
import { reasonOf } from './unreachable.ts'
import { UsageError } from './usage-error.ts'

/**
 * Finds out whether there is an endpoint that answers, which model to ask, and how its answers are limited.
 *
 * @param model The first one that the endpoint lists, where it is undefined.
 * @throws {UsageError} There is nothing to check.
 */
export async function preflight(session: Session, model: string | undefined): Promise<void> {
  const models = await askModels(session)
  session.model =
    model ??
    listAt(models.json, 'data')
      .map((each) => textAt(each, 'id'))
      .find((id) => id !== '') ??
    ''
  if (session.model === '') throw unusable(session, models) ?? noModel(session, models)
  const whole = await settled(session)
  // One that answers something is there, however badly it does.
  const error = whole.status === undefined && models.status !== undefined ? undefined : unusable(session, whole)
  if (error) throw error
  // Now, before anything may have broken the endpoint.
  await askCors(session)
}

/** Not every model takes every name, and some take none but their own temperature. */
async function settled(session: Session): Promise<Exchange> {
  for (let tries = 0; ; tries += 1) {
    const exchange = await askWhole(session)
    const { max_tokens, temperature, ...rest } = session.settings
    const text = exchange.status === 400 || exchange.status === 422 ? exchange.text : ''
    if (tries > 1) return exchange
    if (max_tokens !== undefined && text.includes('max_tokens')) {
      session.settings = {
        ...rest,
        ...(temperature !== undefined && { temperature }),
        max_completion_tokens: max_tokens,
      }
    } else if (temperature !== undefined && text.includes('temperature')) {
      session.settings = { ...rest, ...(max_tokens !== undefined && { max_tokens }) }
    } else return exchange
    session.forget('whole')
  }
}

function unusable({ target, model }: Session, exchange: Exchange): UsageError | undefined {
  const { status, end, error } = exchange
  const name = target.secrets.show(target.baseUrl.href)
  const said = target.secrets.show(messageIn(exchange))
  const quoted = said === '' ? '' : `: ${said}`
  if (status === undefined && end === 'timeout') return new UsageError(`Cannot reach ${name}: ${exchange.state}`)
  if (status === undefined) {
    const state = reasonOf(error) ?? target.secrets.show(error instanceof Error ? error.message : String(error))
    return new UsageError(`Cannot reach ${name}: ${state}`)
  }
  if (status >= 300 && status < 400) {
    const place = target.secrets.show(exchange.headers.get('location') ?? '')
    return new UsageError(`Cannot probe ${name}: it redirects to "${place}", give that as the base URL`)
  }
  if (status === 401 || status === 403)
    return new UsageError(`Cannot probe ${name}: ${keyAdvice(target)} (status ${status}${quoted})`)
  if (status === 402) return new UsageError(`Cannot probe ${name}: it wants to be paid (status 402${quoted})`)
  if ((status === 404 || status === 405) && model !== '') {
    const hint = `check the model "${target.secrets.show(model, 80)}" and the base URL${baseHint(target)}`
    return new UsageError(`Cannot probe ${name}: there is no chat completion, ${hint} (status ${status}${quoted})`)
  }
  if (status === 429)
    return new UsageError(`Cannot probe ${name}: it is too busy, try again later (status 429${quoted})`)
  return undefined
}

function keyAdvice({ key, keyVariable }: Session['target']): string {
  if (key) return `it refuses the API key in ${key.variable}`
  return keyVariable === undefined
    ? 'it wants an API key, name the environment variable that holds it with --api-key-env'
    : `it wants an API key, set ${keyVariable}`
}

function noModel({ target }: Session, { state }: Exchange): UsageError {
  const name = target.secrets.show(target.baseUrl.href)
  const advice = `name one with --model, and check the base URL${baseHint(target)}`
  return new UsageError(`Cannot choose a model for ${name}: it lists none (${state}), ${advice}`)
}

function baseHint({ baseUrl }: Session['target']): string {
  return baseUrl.pathname === '/' ? ', which mostly ends with /v1' : ''
}

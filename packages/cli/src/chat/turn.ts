import { type ChatCompletionCreateParams, type ChatCompletionError, ProviderError } from '@chat-completion/core'
import { AnswerView } from './answer-view.ts'
import { type Answer, ask } from './ask.ts'
import type { Endpoint } from './endpoint.ts'
import { failureOf } from './failure.ts'
import type { Screen } from './screen.ts'
import { endingOf, restOf, sourcesOf, usageOf } from './summary.ts'

export interface TurnOptions {
  readonly stream: boolean
  /** Shows the answer alone, and what went wrong. */
  readonly quiet: boolean
  readonly signal?: AbortSignal
}

/** Asks, shows the answer as it comes, and tells how it went. */
export async function takeTurn(
  { client }: Endpoint,
  params: ChatCompletionCreateParams,
  screen: Screen,
  { quiet, stream, signal }: TurnOptions,
): Promise<Answer> {
  const view = new AnswerView(screen, { showsReasoning: !quiet })
  const answer = await ask(client, params, {
    stream,
    ...(signal && { signal }),
    show: async (event) => {
      await view.show(event)
      return !screen.isClosed
    },
  })
  await screen.endAnswer()
  if (!screen.isClosed) await tell(answer, params, screen, { quiet })
  return answer
}

async function tell(
  answer: Answer,
  { model }: ChatCompletionCreateParams,
  screen: Screen,
  { quiet }: Pick<TurnOptions, 'quiet'>,
): Promise<void> {
  const { completion, error } = answer
  const ending = endingOf(completion)
  if (ending !== undefined) await screen.line(ending)
  if (error) {
    await screen.line(error.code === 'aborted' ? stopped(answer) : `error: ${failureOf(error)}`)
    if (model === undefined && isRequestRefused(error)) await screen.line('hint: no model was named, --model does it')
  } else {
    for (const line of restOf(completion)) await screen.line(line)
  }
  if (quiet || completion.choices.length === 0) return
  for (const line of sourcesOf(completion)) await screen.line(line, 'dim')
  await screen.line(usageOf(answer), 'dim')
}

function stopped({ completion }: Answer): string {
  return completion.choices[0]?.message.content ? 'Stopped: what had come is kept' : 'Stopped: nothing had come'
}

/** Most providers want to be told which model. */
function isRequestRefused(error: ChatCompletionError): boolean {
  return error instanceof ProviderError && [400, 404, 422].includes(error.status ?? 0)
}

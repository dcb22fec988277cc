// The page: shows reasoning, text and usage as they come; Stop ends the call, here and at the provider, and keeps what has come.
import {
  type ChatCompletion,
  type ChatCompletionMessageParam,
  choiceOf,
  costOf,
  textOf,
  toMessageParam,
} from '@chat-completion/core'
import { createClient } from '@chat-completion/http'

// The server tries again where it is worth it.
const client = createClient({ baseUrl: new URL('/v1', location.href).href, maxRetries: 0 })
const messages: ChatCompletionMessageParam[] = []

const form = find<HTMLFormElement>('#form')
const question = find<HTMLTextAreaElement>('textarea')
const send = find<HTMLButtonElement>('#send')
const stop = find<HTMLButtonElement>('#stop')
const conversation = find('#conversation')

form.addEventListener('submit', async (event) => {
  event.preventDefault()
  const content = question.value.trim()
  if (content === '' || send.hidden) return
  form.reset()
  const item = document.createElement('li')
  item.className = 'question'
  item.textContent = content
  conversation.append(item)
  messages.push({ role: 'user', content })
  send.hidden = true
  stop.hidden = false
  await ask(find<HTMLTemplateElement>('#answer').content.firstElementChild?.cloneNode(true) as HTMLElement)
  send.hidden = false
  stop.hidden = true
  question.focus()
})

question.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
  event.preventDefault()
  form.requestSubmit()
})

async function ask(answer: HTMLElement): Promise<void> {
  conversation.append(answer)
  const abort = new AbortController()
  stop.onclick = () => abort.abort()
  const stream = client.streamChatCompletion({ messages }, { signal: abort.signal })
  try {
    for await (const event of stream.events()) {
      if (event.type === 'reasoning-delta') show(answer, '.reasoning', event.text)
      if (event.type === 'text-delta') show(answer, '.text', event.text)
    }
  } catch {
    // The result says why, and has what had come.
  }
  const { completion, error } = await stream.result()
  if (error && error.code !== 'aborted') show(answer, '.error', error.message)
  show(answer, '.usage', error?.code === 'aborted' ? 'Stopped' : usageOf(completion))
  answer.ariaBusy = 'false'
  if (textOf(completion) === '') messages.pop()
  else messages.push(toMessageParam(choiceOf(completion).message))
}

/** Adds text where it belongs, and scrolls along unless the reader has scrolled away. */
function show(answer: HTMLElement, selector: string, text: string): void {
  const { scrollHeight } = document.documentElement
  const isAtEnd = scrollY + innerHeight >= scrollHeight - 80
  const place = find(selector, answer)
  place.append(text)
  for (const hidden of [place, place.parentElement]) if (hidden) hidden.hidden = false
  if (isAtEnd) scrollTo({ top: document.documentElement.scrollHeight })
}

function usageOf(completion: ChatCompletion): string {
  const { usage } = completion
  const reasoning = usage?.completionTokensDetails?.reasoningTokens
  const cost = costOf(completion)
  const facts = [
    usage && `${usage.totalTokens} tokens`,
    reasoning && `${reasoning} of them reasoning`,
    cost && `$ ${cost.toFixed(6)}`,
  ]
  return facts.filter(Boolean).join(', ')
}

/** An element that page.html has. */
function find<Found extends HTMLElement = HTMLElement>(selector: string, within: ParentNode = document): Found {
  const found = within.querySelector<Found>(selector)
  if (!found) throw new TypeError(`Cannot find ${selector}: the page has no such element`)
  return found
}

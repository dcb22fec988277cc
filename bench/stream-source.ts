/** Text in chunks of about 320 bytes, as OpenAI sends them where no usage is asked for. */
export function streamBytes(chunks: number): Uint8Array {
  const texts = Array.from({ length: chunks }, (_, at) => textEvents[at % textEvents.length])
  const first = event({ role: 'assistant', content: '' }, null)
  return new TextEncoder().encode(`${first}${texts.join('')}${event({}, 'stop')}data: [DONE]\n\n`)
}

const words = [
  ' The',
  ' capital',
  ' of',
  ' France',
  ' is',
  ' Paris',
  ',',
  ' and',
  ' its',
  ' river',
  ' is',
  ' the',
  ' Seine',
  '.',
]

const textEvents = words.map((content) => event({ content }, null))

function event(delta: object, finish_reason: string | null): string {
  const chunk = {
    id: 'chatcmpl-9rptYUzCq325KNkyiJPLQbEGkqeEz',
    object: 'chat.completion.chunk',
    created: 1722617896,
    model: 'gpt-4o-2024-05-13',
    service_tier: 'default',
    system_fingerprint: 'fp_4e2b2da518',
    choices: [{ index: 0, delta, logprobs: null, finish_reason }],
    obfuscation: 'Qa8vXy2LmN0pRtUwZk4d',
  }
  return `data: ${JSON.stringify(chunk)}\n\n`
}

/** The bytes in reads of one size, one for each time they are asked for. */
export function reads(bytes: Uint8Array, size: number): ReadableStream<Uint8Array> {
  let at = 0
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= bytes.length) controller.close()
      else controller.enqueue(bytes.subarray(at, at + size))
      at += size
    },
  })
}

import { execFileSync } from 'node:child_process'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

test('each body is shown parsed, typed and repaired', () => {
  const main = fileURLToPath(new URL('main.ts', import.meta.url))
  const output = execFileSync(process.execPath, ['--conditions=@chat-completion/source', main], { encoding: 'utf8' })
  expect(output).toMatchInlineSnapshot(`
    "
    azure-filtered.json
      text       ""
      finished   content_filter
      usage      34 tokens
      repaired   missing-message at choices.0.message, received nothing

    error-in-a-200.json
      error      The upstream provider is overloaded (code 502, worth a retry)
      metadata   {"provider_name":"Example Cloud"}

    mistral.json
      text       "Paris."
      reasoning  "The capital is asked for."
      finished   stop
      usage      31 tokens

    openrouter.json
      text       "Paris."
      reasoning  "France's capital has been Paris for centuries."
      finished   stop
      usage      43 tokens, 0.00021 credits

    perplexity.json
      text       "Paris [1]."
      finished   stop
      usage      11 tokens, 0.00502 credits
      repaired   cost-object at usage.cost, received {"input_tokens_cost":0.00001,"output_tokens_cost":0.00001,"request_cost":0.005,"total_cost":0.00502}
      repaired   cost-object at usage.cost_details, received nothing

    tgi.json
      text       ""
      tool call  weather {"city":"Paris"} as 0
      finished   stop, sent as "eos_token"
      usage      273 tokens
      repaired   missing-content at choices.0.message.content, received nothing
      repaired   string-from-number at choices.0.message.tool_calls.0.id, received 0
      repaired   arguments-as-json at choices.0.message.tool_calls.0.function.arguments, received {"city":"Paris"}
      repaired   wrong-object at object, received "text_completion"

    zai.json
      text       ""
      reasoning  "I should look up the weather."
      tool call  weather {"city":"Paris"} as call_1
      finished   tool_calls
      usage      170 tokens
      repaired   missing-content at choices.0.message.content, received nothing
      repaired   wrong-object at object, received nothing

    Try it on your own answers, one JSON document or one a line, gzipped or not:
      npm run demo -- answers.jsonl
    "
  `)
})

import { describe, expect, test } from 'vitest'
import { broken, edited, key, respond, whole } from '../../test/broken-endpoint.ts'
import { modelName } from '../../test/obedient-model.ts'
import { type Ran, runCli, type Surroundings } from '../../test/run-cli.ts'
import { catalogue } from './catalogue.ts'
import { areas } from './check.ts'

type Fetch = NonNullable<Surroundings['fetch']>

const base = 'http://127.0.0.1:3000/v1'
const given = ['--api-key-env', 'OWN_KEY']
const good: Fetch = (url, init) => respond(new Request(url, init))
const deaf = broken(edited(({ stop: _, ...body }) => body))
const broke: Fetch = (url, init) => deaf(new Request(url, init))

function probe(options: readonly string[], fetch: Fetch = good, surroundings: Surroundings = {}): Promise<Ran> {
  return runCli(['probe', base, ...given, ...options], { env: { OWN_KEY: key }, fetch, ...surroundings })
}

/** What is measured is another time each time. */
function withoutTimes(text: string): string {
  return text.replace(/\d+ ms/g, '0 ms').replace(/After": \d+/g, 'After": 0')
}

interface Sent {
  readonly url: string
  readonly headers: Headers
  readonly body: Readonly<Record<string, unknown>>
}

/** What is sent, by a fetch that answers nevertheless. */
function watched(fetch: Fetch = good): { sent: Sent[]; fetch: Fetch } {
  const sent: Sent[] = []
  return {
    sent,
    fetch: (url, init) => {
      const body =
        typeof init.body === 'string' && init.body.startsWith('{"model":"') ? init.body.replace(/\[$/, '[]}') : '{}'
      sent.push({ url, headers: new Headers(init.headers), body: JSON.parse(body) })
      return fetch(url, init)
    },
  }
}

describe('exit codes', () => {
  const strictly = ['--level', 'strict']
  const wrongTotal = broken(whole((body) => ({ ...body, usage: { ...body.usage, total_tokens: 1 } })))
  const odd: Fetch = (url, init) => wrongTotal(new Request(url, init))

  test.each([
    { name: 'every check holds', fetch: good, options: [], exitCode: 0 },
    { name: 'every check holds, strict ones too', fetch: good, options: strictly, exitCode: 0 },
    { name: 'a compat check fails', fetch: broke, options: [], exitCode: 1 },
    { name: 'the one that fails is skipped', fetch: broke, options: ['--skip', 'completion-stop'], exitCode: 0 },
    { name: 'a strict check fails, and does not count', fetch: odd, options: [], exitCode: 0 },
    { name: 'a strict check fails, and counts', fetch: odd, options: strictly, exitCode: 1 },
    {
      name: 'nothing could be judged',
      fetch: good,
      options: [...strictly, '--only', 'errors-retry-after'],
      exitCode: 2,
    },
    { name: 'nothing that was judged counts', fetch: good, options: ['--only', 'errors-unknown-path'], exitCode: 2 },
  ])('$exitCode where $name', async ({ fetch, options, exitCode }) => {
    expect(await probe(options, fetch)).toMatchObject({ exitCode, stderr: '' })
  })

  test.each([
    { parameters: ['probe'], message: 'name a base URL, such as http://127.0.0.1:3000/v1' },
    { parameters: ['probe', 'localhost:3000'], message: 'write it with its scheme' },
    { parameters: ['probe', 'ftp://host/v1'], message: 'write it with its scheme' },
    { parameters: ['probe', 'http://me:password@host/v1'], message: 'it holds credentials' },
    { parameters: ['probe', base, '--level', 'lax'], message: 'Allowed choices are compat, strict' },
    { parameters: ['probe', base, '--timeout', '0'], message: 'Write a number of seconds' },
    { parameters: ['probe', base, '--max-tokens', '3'], message: 'Write a whole number from 16 on' },
    { parameters: ['probe', base, '--only', 'streams'], message: 'there are stream-answers, stream-framing' },
    { parameters: ['probe', base, '--skip', 'x'], message: 'there are models, completion, stream' },
    { parameters: ['probe', base, '--only', 'abort', '--skip', 'abort'], message: '--skip leaves out all' },
    {
      parameters: ['probe', base, '--api-key-env', 'sk-the-key-itself'],
      message: 'an environment variable that is not set',
    },
    { parameters: ['probe', base, '--header', 'x-key sk-the-key-itself'], message: 'write its name, a colon' },
    { parameters: ['probe', base, 'http://other/v1'], message: 'too many arguments' },
  ])('2 for wrong usage: $parameters', async ({ parameters, message }) => {
    const { exitCode, stdout, stderr } = await runCli(parameters, { fetch: () => Promise.reject(new Error('sent')) })
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toContain(message)
    expect(stderr).not.toMatch(/sk-the-key|password/)
  })
})

test.each([
  { format: 'json', text: '"holds": false' },
  { format: 'markdown', text: '# ✘ Probe of' },
  { format: 'pretty', text: '✘ No check that counts could be judged' },
])('where nothing could be judged, nothing holds in $format', async ({ format, text }) => {
  const options = ['--level', 'strict', '--only', 'errors-retry-after', '--format', format]
  expect((await probe(options)).stdout).toContain(text)
})

test('a failure of a wrong key is seen again with that key', async () => {
  const any: Fetch = (url, init) => {
    const { authorization } = Object.fromEntries(new Headers(init.headers))
    return authorization === `Bearer ${key}` ? good(url, init) : Promise.resolve(Response.json({}, { status: 403 }))
  }
  const { stdout } = await probe(['--only', 'errors-wrong-key', '--format', 'json'], any)
  const [{ evidence }] = JSON.parse(stdout).checks
  expect(evidence.reproduce).toContain("-H 'authorization: Bearer sk-probe-this-key-is-wrong")
  expect(evidence.reproduce).not.toContain('$KEY')
})

describe('the key', () => {
  const keys = {
    OWN_KEY: 'k-own-0123456789',
    OPENAI_API_KEY: 'k-openai-0123456789',
    OPENROUTER_API_KEY: 'k-openrouter-0123456789',
  }

  test.each([
    { name: 'OpenAI', url: 'https://api.openai.com/v1', authorization: 'Bearer k-openai-0123456789' },
    { name: 'OpenRouter', url: 'https://openrouter.ai/api/v1', authorization: 'Bearer k-openrouter-0123456789' },
    { name: 'a host that is like OpenAI', url: 'https://api.openai.com.evil.example/v1', authorization: null },
    { name: 'OpenAI without TLS', url: 'http://api.openai.com/v1', authorization: null },
    { name: 'another host', url: 'https://llm.example/v1', authorization: null },
    {
      name: 'another host that the variable is for',
      url: 'https://llm.example/v1',
      options: given,
      authorization: 'Bearer k-own-0123456789',
    },
    {
      name: 'a host that OPENAI_BASE_URL names',
      url: 'https://mine.example/v1',
      authorization: 'Bearer k-openai-0123456789',
    },
    {
      name: 'a host with a header',
      url: 'https://api.openai.com/v1',
      options: ['--header', 'Authorization: Bearer other-0123'],
      authorization: 'Bearer other-0123',
    },
  ])('for $name is $authorization', async ({ url, options = [], authorization }) => {
    const { sent, fetch } = watched(async () => Response.json({ error: { message: 'No' } }, { status: 401 }))
    const env = { ...keys, OPENAI_BASE_URL: 'https://mine.example/v1' }
    const { exitCode, stderr } = await runCli(['probe', url, '--model', 'm', ...options], { env, fetch })
    expect(exitCode).toBe(2)
    expect(stderr).not.toMatch(/0123/)
    expect(sent.map(({ headers }) => headers.get('authorization'))).toEqual(sent.map(() => authorization))
  })

  test('of Azure goes into its header, with the version in the URL', async () => {
    const { sent, fetch } = watched(async () => Response.json({}, { status: 401 }))
    const url = 'https://mine.openai.azure.com/openai/deployments/gpt'
    await runCli(['probe', url, '--model', 'm'], { env: { AZURE_OPENAI_API_KEY: 'azure-0123456789' }, fetch })
    expect(sent[1]?.url).toBe(`${url}/chat/completions?api-version=2024-10-21`)
    expect(sent[1]?.headers.get('api-key')).toBe('azure-0123456789')
    expect(sent[1]?.headers.get('authorization')).toBeNull()
  })

  test('that is missing is named', async () => {
    const fetch = async () => Response.json({}, { status: 401 })
    const { stderr } = await runCli(['probe', 'https://api.openai.com/v1', '--model', 'm'], { fetch })
    expect(stderr).toBe(
      'error: Cannot probe https://api.openai.com/v1: it wants an API key, set OPENAI_API_KEY (status 401)\n',
    )
  })
})

describe('requests', () => {
  test('go where the base URL says, however it is written', async () => {
    for (const url of [base, `${base}/`, `${base}/chat/completions`, `${base}/chat/completions/#x`]) {
      const { sent, fetch } = watched()
      const { exitCode } = await runCli(['probe', url, ...given, '--only', 'models'], { env: { OWN_KEY: key }, fetch })
      expect(exitCode).toBe(0)
      expect(new Set(sent.map((each) => each.url))).toEqual(new Set([`${base}/models`, `${base}/chat/completions`]))
    }
  })

  test('name the first model that is listed, or the one that is asked for', async () => {
    for (const [options, model] of [
      [[], modelName],
      [['--model', 'm'], 'm'],
    ] as const) {
      const { sent, fetch } = watched()
      await probe(options, fetch)
      expect(sent[1]?.body.model).toBe(model)
    }
  })

  test('are as many as the help says, about', async () => {
    const { sent, fetch } = watched()
    await probe([], fetch)
    expect(sent.length).toBeGreaterThan(20)
    expect(sent.length).toBeLessThan(40)
  })

  test('carry headers, and no more tokens than may be', async () => {
    const { sent, fetch } = watched()
    await probe(['--header', 'X-Title: Probe: mine', '--header', 'X-Own:1', '--max-tokens', '99'], fetch)
    expect(sent.every(({ headers }) => headers.get('x-title') === 'Probe: mine' && headers.get('x-own') === '1')).toBe(
      true,
    )
    expect(sent[1]?.body.max_tokens).toBe(99)
  })

  test('limit an answer as the model will have it', async () => {
    const picky: Fetch = async (url, init) => {
      const { max_tokens: limit, temperature } = JSON.parse(String(init.body ?? '{}').replace(/\[$/, '[]}'))
      const odd = limit === undefined ? temperature !== undefined && 'temperature' : 'max_tokens'
      if (!odd) return good(url, init)
      const message = `Unsupported parameter: '${odd}' is not supported with this model.`
      return Response.json(
        { error: { message, type: 'invalid_request_error', param: odd, code: 'unsupported_parameter' } },
        { status: 400 },
      )
    }
    const { sent, fetch } = watched(picky)
    expect(await probe([], fetch)).toMatchObject({ exitCode: 0 })
    expect(sent.at(-1)?.body).toMatchObject({ max_completion_tokens: 512 })
    expect(sent.at(-1)?.body).not.toHaveProperty('temperature')
  })

  test('are only those that the checks need', async () => {
    const { sent, fetch } = watched()
    const { stdout } = await probe(['--only', 'tools-ids,headers-json', '--format', 'json'], fetch)
    expect(JSON.parse(stdout).checks.map(({ id }: { id: string }) => id)).toEqual([
      'completion-answers',
      'tools-call',
      'tools-ids',
      'headers-json',
    ])
    expect(sent).toHaveLength(4)
  })
})

test('--list tells the checks, and sends nothing', async () => {
  const fetch = () => Promise.reject(new Error('sent'))
  const { exitCode, stdout, stderr } = await runCli(['probe', '--list', '--only', 'abort,headers-json'], { fetch })
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  expect(stdout).toMatchInlineSnapshot(`
    "completion-answers            compat  A question gets status 200 and a completion in JSON
    headers-json                  compat  A completion is of type application/json
    abort-stream                  compat  After a client has left in the middle of a stream, the next request is answered
    abort-before-answer           compat  After a client has left before the first token, the next request is answered
    "
  `)
  const all = await runCli(['probe', '--list', '--format', 'json'], { fetch })
  expect(JSON.parse(all.stdout).map(({ id }: { id: string }) => id)).toEqual(catalogue.map(({ id }) => id))
})

test('a catalogue has its ids once, in the order of the areas, each after what it needs', () => {
  const ids = catalogue.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  const order = catalogue.map(({ id }) => areas.findIndex((area) => id.startsWith(`${area}-`)))
  expect(order).toEqual([...order].sort((one, other) => one - other))
  const late = catalogue.filter(({ id, needs = [] }) =>
    needs.some((each) => ids.indexOf(each) >= ids.indexOf(id) || !ids.includes(each)),
  )
  expect(late).toEqual([])
})

test('prints a report for people', async () => {
  const { stdout } = await probe(['--only', 'models,completion-stop,errors-retry-after'], broke)
  expect(withoutTimes(stdout)).toMatchInlineSnapshot(`
    "http://127.0.0.1:3000/v1
      Model obedient-1

      models
      ✔ models-list                  GET /models lists models with their ids
      ✔ models-shape (strict)        The list and each model have the documented keys

      completion
      ✔ completion-answers           A question gets status 200 and a completion in JSON
      ✘ completion-stop              A stop sequence ends the answer
          the answer has the stop sequence in it
          Programs that parse what a model writes rely on it; a sequence that is ignored makes them read
          too much.
          POST /v1/chat/completions, status 200: alpha beta gamma

      errors
      – errors-retry-after (strict)  Status 429 says how long to wait
          the endpoint was never too busy

      compat  2 of 3
      strict  1 of 1, 1 skipped
      4 requests; an answer took 0 ms; web pages may call: *

    ✘ 1 of 3 checks that count does not hold
    "
  `)
})

test('prints a report in markdown', async () => {
  const { stdout } = await probe(['--only', 'completion-stop,errors-retry-after', '--format', 'markdown'], broke)
  expect(withoutTimes(stdout).replace(/chatcmpl-[\da-f-]+/g, 'chatcmpl-1')).toMatchInlineSnapshot(`
    "# ✘ Probe of \`http://127.0.0.1:3000/v1\`

    Model \`obedient-1\`, 4 requests. Web pages may call: \`*\`.

    | | passed | failed | skipped |
    | --- | --- | --- | --- |
    | compat | 1 | 1 | 0 |
    | strict | 0 | 0 | 1 |

    ## Failed

    ### \`completion-stop\` (compat)

    **A stop sequence ends the answer.** Programs that parse what a model writes rely on it; a sequence that is ignored makes them read too much. [OpenAI: create a chat completion](https://platform.openai.com/docs/api-reference/chat/create)

    \`\`\`
    the answer has the stop sequence in it
    status: 200
    alpha beta gamma
    \`\`\`

    \`\`\`sh
    curl -sSi 'http://127.0.0.1:3000/v1/chat/completions' -H "authorization: Bearer $KEY" -H 'content-type: application/json' -H 'accept: application/json, text/event-stream' -d '{"model":"obedient-1","messages":[{"role":"user","content":"Reply with only these three words: alpha beta gamma"}],"temperature":0,"max_tokens":512,"stop":["beta"]}'
    \`\`\`

    ## Checks

    | check | level | | |
    | --- | --- | --- | --- |
    | \`completion-answers\` | compat | A question gets status 200 and a completion in JSON | passed |
    | \`completion-stop\` | compat | A stop sequence ends the answer | failed |
    | \`errors-retry-after\` | strict | Status 429 says how long to wait | skipped: \`the endpoint was never too busy\` |
    "
  `)
})

test('prints a report for programs', async () => {
  const { stdout } = await probe(['--only', 'completion-stop', '--format', 'json'], broke)
  expect(withoutTimes(stdout).replace(/chatcmpl-[\da-f-]+/g, 'chatcmpl-1')).toMatchInlineSnapshot(`
    "{
      "baseUrl": "http://127.0.0.1:3000/v1",
      "model": "obedient-1",
      "level": "compat",
      "verdicts": {
        "compat": {
          "passed": 1,
          "failed": 1,
          "skipped": 0
        },
        "strict": {
          "passed": 0,
          "failed": 0,
          "skipped": 0
        }
      },
      "requests": 4,
      "facts": {
        "cors": "*",
        "server": null,
        "wholeAfter": 0,
        "firstPieceAfter": null
      },
      "holds": false,
      "checks": [
        {
          "id": "completion-answers",
          "area": "completion",
          "level": "compat",
          "title": "A question gets status 200 and a completion in JSON",
          "why": "A body without \`choices\`, an error inside a 200 or an HTML page end every client with an error that explains nothing.",
          "sources": [
            "OpenAI: create a chat completion",
            "OpenRouterTeam/python-sdk#44",
            "langchain-ai/langchain#35236"
          ],
          "outcome": "passed",
          "reason": null,
          "evidence": null
        },
        {
          "id": "completion-stop",
          "area": "completion",
          "level": "compat",
          "title": "A stop sequence ends the answer",
          "why": "Programs that parse what a model writes rely on it; a sequence that is ignored makes them read too much.",
          "sources": [
            "OpenAI: create a chat completion"
          ],
          "outcome": "failed",
          "reason": "the answer has the stop sequence in it",
          "evidence": {
            "method": "POST",
            "url": "http://127.0.0.1:3000/v1/chat/completions",
            "status": 200,
            "excerpt": "alpha beta gamma",
            "reproduce": "curl -sSi 'http://127.0.0.1:3000/v1/chat/completions' -H \\"authorization: Bearer $KEY\\" -H 'content-type: application/json' -H 'accept: application/json, text/event-stream' -d '{\\"model\\":\\"obedient-1\\",\\"messages\\":[{\\"role\\":\\"user\\",\\"content\\":\\"Reply with only these three words: alpha beta gamma\\"}],\\"temperature\\":0,\\"max_tokens\\":512,\\"stop\\":[\\"beta\\"]}'"
          }
        }
      ]
    }
    "
  `)
})

test.each([{ columns: 80 }, { columns: 100 }, { columns: 300 }])(
  'fits into a terminal of $columns columns',
  async ({ columns }) => {
    const long: Fetch = async (url) =>
      url.endsWith('models')
        ? Response.json({ data: [{ id: 'm'.repeat(300) }] })
        : new Response('x'.repeat(3_000), { status: 500 })
    const { stdout } = await probe([], long, { columns, env: { OWN_KEY: key, NO_COLOR: '1' } })
    const widths = stdout.split('\n').map((line) => line.length)
    expect(Math.max(...widths)).toBeLessThanOrEqual(Math.min(columns, 120))
  },
)

test.each([
  { name: 'a pipe', surroundings: {}, coloured: false },
  { name: 'a terminal', surroundings: { columns: 80 }, coloured: true },
])('colours the report given $name: $coloured', async ({ surroundings, coloured }) => {
  const { stdout } = await probe(['--only', 'models'], good, surroundings)
  expect(stdout.includes('\u001b[')).toBe(coloured)
})

test('explains itself', async () => {
  const { exitCode, stdout, stderr } = await runCli(['probe', '--help'])
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  expect(stdout).toMatchInlineSnapshot(`
    "Usage: chat-completion probe [options] [base-url]

    Check whether an endpoint is compatible with OpenAI's: completions, streams, tools, usage, headers,
    errors, and what happens when a client leaves. Without a "compat" check clients break; a "strict"
    one is the contract as it is documented.

    Arguments:
      base-url              what comes before /chat/completions

    Options:
      --model <id>          the model to ask, else the first one that the endpoint lists
      --api-key-env <name>  the environment variable that holds the API key
      --header <header>     a header for each request, such as 'X-Title: My app'; may be repeated
      --level <level>       which checks count (choices: "compat", "strict", default: "compat")
      --format <format>     what to print (choices: "pretty", "markdown", "json", default: "pretty")
      --only <names>        areas and ids of the checks to run, with commas
      --skip <names>        areas and ids of the checks to leave out
      --timeout <seconds>   how long a request may take (default: 60)
      --max-tokens <count>  how long an answer may be: more, for models that think first (default: 512)
      --list                list the checks, without a request
      -h, --help            print this help

    The key is read from an environment variable: the one that --api-key-env names, or the one of the
    provider whose base URL it is, such as OPENAI_API_KEY or OPENROUTER_API_KEY. Other hosts get none.
    A run sends some 30 short requests.

    Examples:
      $ chat-completion probe http://127.0.0.1:3000/v1
      $ chat-completion probe https://api.openai.com/v1 --model gpt-5
      $ chat-completion probe https://llm.example/v1 --api-key-env LLM_KEY --level strict
      $ chat-completion probe http://127.0.0.1:8000/v1 --only stream,tools --skip tools-result
      $ chat-completion probe http://127.0.0.1:8000/v1 --format markdown >> "$GITHUB_STEP_SUMMARY"
      $ chat-completion probe --list

    Exit codes:
      0  every check that counts holds; skipped ones do not count
      1  at least one does not
      2  wrong usage, or an endpoint that cannot be reached, refuses the key or leaves nothing to judge

    "
  `)
})

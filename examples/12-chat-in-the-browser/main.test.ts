import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { contextLengthError } from '@chat-completion/fixtures'
import { createMock } from '@chat-completion/mock'
import { serve } from '@chat-completion/node'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startExample } from '../test/start-example.ts'

const executablePath = '/usr/bin/chromium'
const isInstalled = existsSync(executablePath)
if (!isInstalled) console.warn(`SKIPPED: no ${executablePath}, install it with "apt-get install chromium"`)

const provider = createMock({ authorize: (key) => key === 'sk-or-v1-test' })
const upstream = await serve(provider.handler, { port: 0, closeTimeout: 100 })
const [server, keyed] = await Promise.all([
  startExample('12'),
  startExample('12', { OPENROUTER_API_KEY: 'sk-or-v1-test', OPENROUTER_BASE_URL: `${upstream.url}/v1` }),
])

afterEach(() => provider.reset())
afterAll(() => Promise.all([server[Symbol.asyncDispose](), keyed[Symbol.asyncDispose](), upstream.close()]))

test('says where it listens, and how to try it', async () => {
  expect(server.greeting).toMatchInlineSnapshot(`
    "Open http://127.0.0.1:3000 in a browser, or try the endpoint behind it. Ctrl-C ends it:
    curl -N http://127.0.0.1:3000/v1/chat/completions --json '{"stream": true, "messages": [{"role": "user", "content": "What is a tide?"}]}'
    "
  `)
  expect(await server.curl()).toMatch(/^data: .*data: \[DONE\]\n\n$/s)
})

test.each(['/mock.ts', '/../main.ts', '/constructor'])('serves the page and nothing beside it: %s', async (path) => {
  expect((await fetch(server.url + path)).status).toBe(404)
})

describe.skipIf(!isInstalled)('in Chromium', () => {
  const profile = mkdtempSync(join(tmpdir(), 'chromium-'))
  const complaints: string[] = []
  let browser: BrowserContext
  let page: Page

  beforeAll(async () => {
    // As root, and without a word to the network.
    const quiet = ['quic', 'background-networking', 'component-update', 'sync', 'gpu'].map(
      (name) => `--disable-${name}`,
    )
    const args = ['--no-sandbox', '--no-first-run', ...quiet]
    browser = await chromium.launchPersistentContext(profile, { executablePath, headless: true, args })
    page = await browser.newPage()
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(String(error)))
  }, 60_000)

  afterAll(async () => {
    await browser.close()
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  })

  async function ask(question: string): Promise<void> {
    await page.getByRole('textbox').fill(question)
    await page.keyboard.press('Enter')
  }

  test('shows reasoning, text and usage', async () => {
    await page.goto(server.url)
    await ask('What is a tide?')
    await page.getByText('107 tokens, 22 of them reasoning').waitFor()
    await page.getByText('Reasoning', { exact: true }).click()
    await page.getByText('A definition is asked for.').waitFor()
    expect(await page.locator('.text').textContent()).toMatch(/^A tide is the sea .* hardly a tide at all\.$/s)
  })

  test('stops, here and at the provider, and keeps what has come', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    provider.reply(async function* (_, { signal }) {
      signal.addEventListener('abort', () => resolve())
      yield '<b>The tide</b> '
      yield 'comes '
      await promise
    })
    await page.goto(keyed.url)
    await ask('What does the tide do?')
    await page.getByText('<b>The tide</b> comes').waitFor()
    await page.getByRole('button', { name: 'Stop' }).click()
    await promise
    await page.getByText('Stopped').waitFor()
    expect(await page.locator('.text').textContent()).toBe('<b>The tide</b> comes ')
  })

  test('goes on with the conversation', async () => {
    provider.reply('And goes.')
    await ask('And then?')
    await page.getByText('And goes.').waitFor()
    expect(provider.requests[0]?.params.messages.map(({ content }) => content)).toEqual([
      'What does the tide do?',
      '<b>The tide</b> comes ',
      'And then?',
    ])
  })

  test('says what is wrong', async () => {
    provider.reply(contextLengthError)
    await ask('Hi')
    expect(await page.getByRole('alert').textContent()).toContain('maximum context length')
  })

  test('fits on a telephone', async () => {
    await page.setViewportSize({ width: 375, height: 700 })
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(375)
  })

  test('has no complaint of the browser', () => {
    expect(complaints.filter((text) => !text.includes('status of 400'))).toEqual([])
  })
})

test('ends at Ctrl-C', async () => {
  expect(await server.interrupt()).toBe(0)
})

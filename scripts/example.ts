// `npm run example 03` runs an example from source, with the tool it is for; without a number, it lists them.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { constants } from 'node:os'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { styleText } from 'node:util'

const root = fileURLToPath(new URL('..', import.meta.url))
const source = '@chat-completion/source'

/** From source, and without a word to Cloudflare. */
const wrangler = {
  WRANGLER_BUILD_CONDITIONS: source,
  WRANGLER_SEND_METRICS: 'false',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
}

/** What runs an example: `main.ts` on Node, where nothing else is said. Each list is a command. */
const commands: Readonly<Record<string, (folder: string) => string[][]>> = {
  '01': (folder) => [
    ['tsc', '--noEmit', '--project', folder, '--customConditions', source, '--allowImportingTsExtensions'],
    ['esbuild', '--format=esm', `${folder}/main.ts`],
  ],
  '04': (folder) => [['vitest', 'run', '--project', 'node', '--reporter', 'tree', `${folder}/ask-to-the-end.test.ts`]],
  '05': (folder) => [['vitest', 'run', '--project', 'node', '--reporter', 'tree', `${folder}/chat.test.tsx`]],
  '08': (folder) => [
    // Not its wrapper in `.bin`, which ends at Ctrl-C before the server does.
    [
      `${root}node_modules/deno/deno`,
      'run',
      `--conditions=${source}`,
      '--allow-net=127.0.0.1',
      '--allow-env=PORT',
      '--unstable-no-legacy-abort',
      `${folder}/main.ts`,
    ],
  ],
  '09': (folder) => [['bun', `--conditions=${source}`, `${folder}/main.ts`]],
  '11': (folder) => [bundle(`${folder}/edge.ts`, folder), node(folder)],
  '12': (folder) => [bundle(`${folder}/page.ts`, folder), node(folder)],
}

const examples = [
  ...readFileSync(`${root}examples/README.md`, 'utf8').matchAll(/^\| \[(\d\d)\]\((\d\d-[a-z0-9-]+)\) \| (.+?) \|/gm),
].map(([, number = '', name = '', idea = '']) => ({ number, name, idea }))

const [asked] = process.argv.slice(2)
const example = examples.find(({ number, name }) => asked === name || Number(asked) === Number(number))

if (example) {
  process.exitCode = await runAll((commands[example.number] ?? (() => [node(folderOf(example))]))(folderOf(example)))
} else {
  if (asked !== undefined) console.error(`Cannot run ${JSON.stringify(asked)}: there is no such example\n`)
  for (const { number, name, idea } of examples) {
    console.log(`${styleText('cyan', number)}  ${name.slice(3).padEnd(26)}  ${styleText('dim', idea)}`)
  }
  console.log(`\n${styleText('cyan', 'npm run example 03')} runs one`)
  process.exitCode = asked === undefined ? 0 : 1
}

function folderOf({ name }: { readonly name: string }): string {
  return `examples/${name}`
}

function node(folder: string): string[] {
  return [process.execPath, `--conditions=${source}`, `${folder}/main.ts`]
}

/** Makes one script of a file and all it imports, as the bundler of its host would. */
function bundle(file: string, folder: string): string[] {
  return [
    'esbuild',
    file,
    '--bundle',
    '--format=esm',
    '--log-level=warning',
    `--outdir=${folder}/dist`,
    `--conditions=${source}`,
  ]
}

async function runAll(all: readonly (readonly string[])[]): Promise<number> {
  for (const command of all) {
    const status = await run(command)
    if (status !== 0) return status
  }
  return 0
}

async function run([program = '', ...parameters]: readonly string[]): Promise<number> {
  const env = { ...process.env, ...wrangler, PATH: `${root}node_modules/.bin:${process.env.PATH}` }
  const child = spawn(program, parameters, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] })
  // Ctrl-C reaches both: the example says when it is over.
  process.on('SIGINT', () => {})
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.once(signal, () => child.kill(signal))
  // For tests: one that dies leaves no server.
  if (process.env.END_WITH_STDIN) process.stdin.once('end', () => child.kill()).resume()
  try {
    const [status, signal] = await once(child, 'exit')
    return status ?? 128 + constants.signals[signal as NodeJS.Signals]
  } catch (error) {
    console.error(`Cannot run ${program}: ${(error as Error).message}`)
    return 1
  } finally {
    process.stdin.pause()
  }
}

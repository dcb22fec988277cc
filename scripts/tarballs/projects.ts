import type { Runtime } from './runtimes.ts'

/** One way to use the packages, as its guide shows it. Its code is in the folder of its name. */
export interface Project {
  name: string
  /** What the guide says to install, of ours. */
  packages: readonly string[]
  /** All that is installed then. One more is a cost for every user. */
  installed: readonly string[]
  /** What its user has beside it. */
  tools?: readonly string[]
  /** The name of its command. */
  bin?: string
  /** It needs no types of a runtime, not even those of `fetch`. */
  isPlain?: boolean
  /** How a runtime is started, to call `main`. */
  flags?: readonly string[]
  /** What runtimes are told to do in place of calling `main`. */
  commands?: Partial<Record<Runtime, readonly string[]>>
  /** Where it is not for, and why. */
  skips?: Partial<Record<Runtime | 'types', string>>
}

const core = ['@chat-completion/core']
const validators = [...core, '@chat-completion/validators', 'valibot']
const stream = [...validators, '@chat-completion/stream', 'eventsource-parser']
const fixtures = [...stream, '@chat-completion/fixtures']
const http = [...stream, '@chat-completion/http']
const mock = [...fixtures, '@chat-completion/http', '@chat-completion/mock']
const node = ['@chat-completion/node', 'srvx']
const tables = [
  'cli-table3',
  '@colors/colors',
  'string-width',
  'strip-ansi',
  'ansi-regex',
  'emoji-regex',
  'is-fullwidth-code-point',
]
const cli = [
  ...mock,
  ...node,
  '@chat-completion/cli',
  '@humanwhocodes/momoa',
  'commander',
  'picocolors',
  'cli-progress',
  ...tables,
]

const needsNode = { Deno: 'for Node', Bun: 'for Node', workerd: 'for Node', 'edge-runtime': 'for Node' }
const needsOther = (host: string) => ({ 'Node 20': `for ${host}`, 'Node 22': `for ${host}`, 'Node 24': `for ${host}` })
const needsFiles = { workerd: 'no files', 'edge-runtime': 'no files' }

const onNodes = (command: readonly string[]) => ({ 'Node 20': command, 'Node 22': command, 'Node 24': command })
const validate = ['cli.js', 'validate', 'responses.jsonl']

/** Those that install the same are tried out in one place, those with tools after the others. */
export const projects: readonly Project[] = [
  { name: 'types', packages: ['core'], installed: core, isPlain: true },
  { name: 'validate', packages: ['core', 'validators'], installed: validators },
  {
    name: 'source-maps',
    packages: ['core', 'validators'],
    installed: validators,
    flags: ['--enable-source-maps'],
    skips: { types: 'as validate', ...needsNode },
  },
  { name: 'json-schema', packages: ['core', 'validators'], installed: validators, tools: ['@valibot/to-json-schema'] },
  { name: 'stream', packages: ['core', 'stream'], installed: stream },
  { name: 'fixtures', packages: ['core', 'fixtures'], installed: fixtures },
  {
    name: 'runners',
    packages: ['core', 'fixtures'],
    installed: fixtures,
    commands: {
      ...onNodes(['--test', 'node.test.js']),
      Deno: ['test', '--allow-all', 'deno.test.js'],
      Bun: ['test', 'bun.test.js'],
    },
    skips: { types: 'JavaScript', ...needsFiles },
  },
  {
    name: 'vitest',
    packages: ['core', 'fixtures'],
    installed: fixtures,
    tools: ['vite', 'vitest'],
    commands: onNodes(['vitest.js', 'run']),
    skips: { 'Node 20': 'vitest needs Node 22', ...needsNode },
  },
  { name: 'mock', packages: ['core', 'fixtures', 'mock'], installed: mock },
  {
    name: 'msw',
    packages: ['core', 'fixtures', 'mock'],
    installed: mock,
    tools: ['msw'],
    skips: { 'Node 20': 'msw needs Node 22', ...needsNode },
  },
  { name: 'node', packages: ['core', 'http', 'node'], installed: [...http, ...node], skips: needsNode },
  {
    name: 'deno',
    packages: ['core', 'http', 'deno'],
    installed: [...http, '@chat-completion/deno'],
    skips: { ...needsOther('Deno'), Bun: 'for Deno', workerd: 'for Deno', 'edge-runtime': 'for Deno' },
  },
  {
    name: 'bun',
    packages: ['core', 'http', 'bun'],
    installed: [...http, '@chat-completion/bun'],
    skips: { ...needsOther('Bun'), Deno: 'for Bun', workerd: 'for Bun', 'edge-runtime': 'for Bun' },
  },
  {
    name: 'edge',
    packages: ['core', 'http', 'edge'],
    installed: [...http, '@chat-completion/edge'],
    skips: { ...needsOther('edge hosts'), Deno: 'for edge hosts', Bun: 'for edge hosts' },
  },
  {
    name: 'cli',
    packages: ['cli'],
    installed: cli,
    bin: 'chat-completion',
    commands: { ...onNodes(validate), Deno: ['run', '--allow-all', ...validate], Bun: validate },
    skips: { types: 'a command', ...needsFiles },
  },
]

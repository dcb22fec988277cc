import { execFileSync } from 'node:child_process'
import { mkdirSync, realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { run } from './run.ts'
import { nodePath, type Runtime, runtimes } from './runtimes.ts'

/** An empty project, outside of the repository. */
export interface Place {
  directory: string
  /** Of our packages. */
  registry: string
  /** For caches that would give a package of the same version once more, though it changed. */
  cache: string
}

export interface PackageManager {
  name: string
  /** Makes the directory a project that takes our packages from our registry. */
  create(place: Place): void
  add(packages: readonly string[], place: Place, options: { areOurs: boolean }): Promise<void>
  /** How it runs the command of a package that is installed, and that of one that is not. */
  execute(bin: string, name: string): readonly string[]
  download(name: string): readonly string[]
  /** Who checks the types of what it installed. */
  checker: 'tsc' | 'deno' | 'nobody'
  /** Who finds what it installed. */
  runtimes: readonly Runtime[]
  /** What it and the runtimes are told by the environment, and what the runtimes alone. */
  environment?(place: Place): Record<string, string>
  preload?(place: Place): Record<string, string>
  /** Projects that do not work with it, and why. */
  skips?: Record<string, string>
}

const everywhere = { checker: 'tsc', runtimes } as const

const npm: PackageManager = {
  ...everywhere,
  name: 'npm',
  execute: (bin) => ['npx', '--no', bin],
  download: (name) => ['npx', '--yes', name],
  create: (place) => createProject(place, 'engine-strict=true\naudit=false\nfund=false\n'),
  async add(packages, { directory }, { areOurs }) {
    // The oldest Node that our packages promise to run on; tools may ask for a later one.
    const node = nodePath(areOurs ? 'Node 20' : 'Node 24')
    const path = realpathSync(execFileSync('which', ['npm'], { encoding: 'utf8' }).trim())
    await run(node, [path, 'install', '--prefer-offline', ...packages], { cwd: directory })
  },
}

const pnpm: PackageManager = {
  ...everywhere,
  name: 'pnpm',
  execute: (bin) => ['pnpm', 'exec', bin],
  download: (name) => ['pnpm', '--config.dlx-cache-max-age=0', 'dlx', name],
  create: (place) => createProject(place),
  async add(packages, { directory }) {
    await run('pnpm', ['add', '--prefer-offline', ...packages], { cwd: directory })
  },
}

const yarnPath = fileURLToPath(import.meta.resolve('@yarnpkg/cli-dist/bin/yarn.js'))

function createYarnProject(place: Place, nodeLinker: 'node-modules' | 'pnp'): void {
  createProject(place)
  const settings = {
    nodeLinker,
    npmRegistryServer: execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim(),
    npmScopes: { 'chat-completion': { npmRegistryServer: place.registry } },
    unsafeHttpWhitelist: ['127.0.0.1'],
    globalFolder: join(place.cache, 'yarn'),
    enableImmutableInstalls: false,
    enableTelemetry: false,
  }
  // JSON is YAML. The lockfile says that this is a project of its own.
  writeFileSync(join(place.directory, '.yarnrc.yml'), JSON.stringify(settings))
  writeFileSync(join(place.directory, 'yarn.lock'), '')
}

const yarn: PackageManager = {
  ...everywhere,
  name: 'yarn',
  execute: (bin) => ['node', yarnPath, 'run', bin],
  download: (name) => ['node', yarnPath, 'dlx', name],
  create: (place) => createYarnProject(place, 'node-modules'),
  async add(packages, { directory }) {
    await run('node', [yarnPath, 'add', ...packages], { cwd: directory })
  },
}

const yarnPlugAndPlay: PackageManager = {
  ...yarn,
  name: 'yarn-pnp',
  create: (place) => createYarnProject(place, 'pnp'),
  checker: 'nobody',
  runtimes: ['Node 20', 'Node 22', 'Node 24', 'workerd', 'edge-runtime'],
  skips: { 'source-maps': 'maps are in archives' },
  preload({ directory }) {
    const loader = pathToFileURL(join(directory, '.pnp.loader.mjs'))
    return { NODE_OPTIONS: `--require ${join(directory, '.pnp.cjs')} --no-warnings --experimental-loader ${loader}` }
  },
}

const bun: PackageManager = {
  ...everywhere,
  name: 'bun',
  execute: (bin) => ['bun', 'x', '--no-install', bin],
  download: (name) => ['bun', 'x', name],
  create: (place) => createProject(place),
  async add(packages, place) {
    await run('bun', ['add', ...packages], { cwd: place.directory, env: this.environment?.(place) })
  },
  environment({ cache }) {
    mkdirSync(join(cache, 'bun-x'), { recursive: true })
    return { BUN_INSTALL_CACHE_DIR: join(cache, 'bun'), TMPDIR: join(cache, 'bun-x') }
  },
}

const deno: PackageManager = {
  ...everywhere,
  name: 'deno',
  execute: (bin) => ['deno', 'task', '--eval', bin],
  download: (name) => ['deno', 'run', '--allow-all', `npm:${name}`],
  create: (place) => createProject(place),
  async add(packages, place) {
    const specifiers = packages.map((name) => `npm:${name}`)
    await run('deno', ['add', ...specifiers], { cwd: place.directory, env: this.environment?.(place) })
  },
  environment: ({ cache }) => ({ DENO_DIR: join(cache, 'deno') }),
}

const denoWithoutFolder: PackageManager = {
  ...deno,
  name: 'deno.json',
  execute: (_bin, name) => deno.download(name),
  create(place) {
    configure(place)
    writeFileSync(join(place.directory, 'deno.json'), '{}\n')
  },
  checker: 'deno',
  runtimes: ['Deno'],
}

export const managers: readonly PackageManager[] = [npm, pnpm, yarn, yarnPlugAndPlay, bun, deno, denoWithoutFolder]

function createProject(place: Place, settings?: string): void {
  configure(place, settings)
  writeFileSync(join(place.directory, 'package.json'), '{ "private": true, "type": "module" }\n')
}

function configure({ directory, registry }: Place, settings = ''): void {
  mkdirSync(directory, { recursive: true })
  writeFileSync(join(directory, '.npmrc'), `@chat-completion:registry=${registry}/\n${settings}`)
}

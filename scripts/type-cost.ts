// What a project pays that imports one type, against the empty project, `openai` and `@openrouter/sdk`.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'

const root = fileURLToPath(new URL('../', import.meta.url))

const projects = {
  'an empty project': 'export {}\n',
  '@chat-completion/core': importing('ChatCompletion', '@chat-completion/core'),
  openai: "import type OpenAI from 'openai'\nexport type Answer = OpenAI.Chat.Completions.ChatCompletion\n",
  '@openrouter/sdk': importing('ChatResult', '@openrouter/sdk/models'),
}

function importing(type: string, from: string): string {
  return `import type { ${type} } from '${from}'\nexport type Answer = ${type}\n`
}

function cost(source: string): { files: number; instantiations: number; bytes: number } {
  const project = mkdtempSync(join(tmpdir(), 'type-cost-'))
  try {
    mkdirSync(join(project, 'node_modules/@chat-completion'), { recursive: true })
    mkdirSync(join(project, 'node_modules/@openrouter'))
    symlinkSync(join(root, 'packages/core'), join(project, 'node_modules/@chat-completion/core'))
    symlinkSync(join(root, 'node_modules/openai'), join(project, 'node_modules/openai'))
    symlinkSync(join(root, 'node_modules/@openrouter/sdk'), join(project, 'node_modules/@openrouter/sdk'))
    writeFileSync(join(project, 'package.json'), '{ "type": "module" }\n')
    writeFileSync(join(project, 'main.ts'), source)
    const strictest = { exactOptionalPropertyTypes: true, verbatimModuleSyntax: true, isolatedDeclarations: true }
    const compilerOptions = {
      strict: true,
      ...strictest,
      declaration: true,
      noEmit: true,
      module: 'nodenext',
      types: [],
    }
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['main.ts'] }))
    const tsc = join(root, 'node_modules/.bin/tsc')
    const printed = execFileSync(tsc, ['--extendedDiagnostics'], { cwd: project, encoding: 'utf8' })
    const figure = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(printed)?.[1])
    const { outputFiles } = buildSync({
      stdin: { contents: source, resolveDir: project, loader: 'ts' },
      bundle: true,
      minify: true,
      format: 'esm',
      write: false,
    })
    return {
      files: figure('Files'),
      instantiations: figure('Instantiations'),
      bytes: outputFiles[0]?.contents.length ?? Number.NaN,
    }
  } finally {
    rmSync(project, { recursive: true })
  }
}

const costs = Object.entries(projects).map(([name, source]) => [name, cost(source)] as const)
console.table(Object.fromEntries(costs))

const [empty, core] = costs.map(([, figures]) => figures)
if (empty === undefined || core === undefined) throw new Error('The projects are not what they were')
const isCheap =
  core.files - empty.files <= 25 && core.instantiations - empty.instantiations <= 50 && core.bytes === empty.bytes
if (!isCheap) {
  console.error('Importing one type of core must cost at most 25 files, 50 instantiations and no bytes')
  process.exitCode = 1
}

// Compiles a source that lies in no file, as the compiler would in a project of a user of these packages.
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

export interface Compilation {
  readonly checker: ts.TypeChecker
  readonly file: ts.SourceFile
  /** What the compiler says of the source and of declarations it imports; of our own sources `pnpm typecheck` tells. */
  readonly errors: readonly string[]
}

/** What `tsc --init` would call strict, and nothing a project has to opt into. */
const strict: ts.CompilerOptions = {
  strict: true,
  module: ts.ModuleKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  // The language's own declarations are right, and slow to check.
  skipDefaultLibCheck: true,
  noEmit: true,
  types: [],
}

/** Reads the packages' sources instead of what was built from them. */
export const fromSource: ts.CompilerOptions = {
  customConditions: ['@chat-completion/source'],
  allowImportingTsExtensions: true,
  skipLibCheck: true,
}

/** Compiles `source` as a module in the root of this repository, strictly, with these options besides. */
export function compile(source: string, options: ts.CompilerOptions = fromSource): Compilation {
  const path = fileURLToPath(new URL('../source.virtual.ts', import.meta.url))
  const host = ts.createCompilerHost({ ...strict, ...options })
  const { fileExists, getSourceFile, readFile } = host
  host.fileExists = (name) => name === path || fileExists(name)
  host.readFile = (name) => (name === path ? source : readFile(name))
  host.getSourceFile = (name, target, ...rest) =>
    name === path ? ts.createSourceFile(name, source, target) : getSourceFile(name, target, ...rest)
  const program = ts.createProgram([path], { ...strict, ...options }, host)
  const file = program.getSourceFile(path)
  if (!file) throw new Error('Cannot compile: the compiler did not take the source')
  const errors = ts
    .getPreEmitDiagnostics(program)
    .filter(({ file: place }) => place === undefined || place === file || place.isDeclarationFile)
    .map(({ code, messageText }) => `TS${code}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`)
  return { checker: program.getTypeChecker(), file, errors }
}

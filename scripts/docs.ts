// Turns each `ts` example of the documentation into a file below .docs, where tsc checks it; `--run` also runs them.
// A comment `//=> value` after a statement says what it gives.
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import ts from 'typescript'

const documentation = ['README.md', 'docs/**/*.md', 'packages/*/README.md', 'packages/*/src/**/*.ts']

/** What an example may use without saying where it comes from. */
const given = ['answering', 'body', 'completion']

rmSync('.docs', { recursive: true, force: true })
mkdirSync('.docs')
const files = globSync(documentation, { exclude: ['**/*.test.ts', '**/*.test-d.ts'] }).flatMap(writeExamples)

if (process.argv.includes('--run')) {
  for (const file of files) {
    console.log(file)
    await import(pathToFileURL(file).href)
  }
}

function writeExamples(path: string): string[] {
  const text = readFileSync(path, 'utf8')
  return [...text.matchAll(/^([ *]*)```ts\n(.*?)\n\1```/gms)].map(({ index, 1: indent = '', 2: block = '' }) => {
    const line = text.slice(0, index).split('\n').length
    const file = `.docs/${path.replaceAll('/', '-')}-${line}.ts`
    const example = block.split('\n').map((text) => text.slice(indent.length))
    writeFileSync(file, runnable(file, example.join('\n')))
    return file
  })
}

/** The example, each `//=>` as an assertion, and with the imports it may leave out. */
function runnable(file: string, example: string): string {
  const source = ts.createSourceFile(file, example, ts.ScriptTarget.Latest)
  const statements = source.statements.map((statement, index) => {
    const end = source.statements[index + 1]?.getStart(source)
    const expected = /\/\/=> (.+)/.exec(example.slice(statement.end, end))?.[1]
    const code = statement.getFullText(source)
    if (expected === undefined) return code
    if (ts.isExpressionStatement(statement)) return `\ndeepEqual(${code}, ${expected})`
    const constant = ts.isVariableStatement(statement) ? statement.declarationList.declarations[0]?.name : undefined
    if (constant) return `${code}\ndeepEqual(${constant.getText(source)}, ${expected})`
    throw new Error(`Cannot read ${file}: "//=>" needs an expression or a constant before it`)
  })
  const free = given.filter((name) => {
    const mentioned = new RegExp(`\\b${name}\\b`).test(example)
    const declared = new RegExp(`const (\\{[^}]*)?\\b${name}\\b(?!:)`).test(example)
    return mentioned && !declared
  })
  const imports = `import { deepEqual } from 'node:assert/strict'\nimport { ${free.join(', ')} } from '../scripts/docs-given.ts'\n`
  return `${imports}${statements.join('')}\n`
}

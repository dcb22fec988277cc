import { readFile } from 'node:fs/promises'
import type { Fault } from '@chat-completion/fixtures'
import { createMock, type Mock, type MockOptions } from '@chat-completion/mock'
import { preview } from '../../preview.ts'
import { TroubleError } from '../trouble-error.ts'
import type { Path } from './complaints.ts'
import { readJson } from './json-source.ts'
import { loadModule } from './load-module.ts'
import { addRules, toRules } from './to-rules.ts'

export interface LoadOptions {
  /** Of the mock, for every rule that does not say it. */
  readonly mock: MockOptions
  /** What goes wrong where a rule does not say it. */
  readonly fault?: Fault | undefined
}

/**
 * A mock with the rules of a file: JSON, or a module.
 *
 * @throws {TroubleError} The file cannot be read, or something in it is wrong.
 */
export async function loadRules(file: string, options: LoadOptions): Promise<Mock> {
  // Of a module, too: what loads one tells of itself where there is none.
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new TroubleError([`Cannot read ${file}: ${states[error.code ?? ''] ?? error.message}`], { cause: error })
  })
  return /\.[cm]?[jt]s$/.test(file) ? loadModule(file, options) : mockOf(file, text, options)
}

function mockOf(file: string, text: string, { mock: options, fault }: LoadOptions): Mock {
  const source = readJson(file, text)
  const made = toRules(source.value, fault)
  if ('complaints' in made) {
    const lines = made.complaints.map(({ path, message }) => `${file}:${source.lineOf(path)}: ${told(path)}${message}`)
    throw new TroubleError(lines)
  }
  const mock = createMock(options)
  addRules(mock, made.rules)
  return mock
}

const states: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'permission denied',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of its path is not a directory',
}

function told(path: Path): string {
  const text = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('')
  return text === '' ? '' : `${preview(text.replace(/^\./, ''), 120)}: `
}

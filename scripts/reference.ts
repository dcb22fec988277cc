// The API reference: what each package exports, from its doc comments. A broken link or a type that is not exported fails.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { Application, Comment, ReflectionKind, TSConfigReader, TypeDocReader } from 'typedoc'

interface Manifest {
  readonly name: string
  readonly private?: boolean
  readonly description: string
  readonly exports?: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** Each entry of each package, and what is written to import it. */
const entries = globSync('packages/*/package.json').flatMap((file) => {
  const { name, private: isPrivate, description, exports = {} }: Manifest = JSON.parse(readFileSync(file, 'utf8'))
  if (isPrivate) return []
  return Object.entries(exports).flatMap(([path, conditions]) => {
    const source = conditions['@chat-completion/source']
    return source === undefined
      ? []
      : [{ package: name, name: join(name, path), description, file: join(file, '..', source) }]
  })
})

/** By package: steps of a type that means nothing by itself. */
const unexported: Readonly<Record<string, string[]>> = {
  '@chat-completion/fixtures': [
    'src/overrides.ts:Primitive',
    'src/overrides.ts:RemovedIfOptional',
    'src/response.ts:Body',
  ],
}

const noValidation = {
  notExported: false,
  invalidLink: false,
  invalidPath: false,
  rewrittenLink: false,
  notDocumented: false,
  unusedMergeModuleWith: false,
}

const entryPoints = entries.map(({ file }) => file)
const application = await Application.bootstrap({ entryPoints }, [new TypeDocReader(), new TSConfigReader()])
const project = await application.convert()
if (!project) throw new Error('Cannot write the reference: the sources do not compile')

for (const reflection of project.getChildrenByKind(ReflectionKind.Module)) {
  const entry = entries.find(({ file }) => reflection.sources?.some(({ fileName }) => fileName === file))
  if (!entry) throw new Error(`Cannot name ${reflection.name}: no package has it as an entry`)
  reflection.name = entry.name
  reflection.comment ??= new Comment([{ kind: 'text', text: entry.description }])
}

const { packageName } = project
application.validate(project)
// Only types of the project's own package are judged for being exported: each package is that in its turn.
application.options.setValue('validation', { ...noValidation, notExported: true })
for (const name of new Set(entries.map((entry) => entry.package))) {
  project.packageName = name
  application.options.setValue('intentionallyNotExported', unexported[name] ?? [])
  application.validate(project)
}
if (packageName) project.packageName = packageName
await application.generateOutputs(project)
const { errorCount, warningCount, validationWarningCount } = application.logger
const hasWarnings = errorCount + warningCount + validationWarningCount > 0
process.exitCode = hasWarnings ? 1 : 0

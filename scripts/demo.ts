// `npm run demo` shows the first example, `npm run demo -- FILE …` validates your file with the cli: from source, unbuilt.
import { spawnSync } from 'node:child_process'
import process from 'node:process'

const example = ['examples/02-validate-a-response/main.ts']
const validate = ['packages/cli/src/main.ts', 'validate', ...process.argv.slice(2)]
const program = process.argv.length > 2 ? validate : example

const parameters = ['--conditions=@chat-completion/source', ...program]
const { status } = spawnSync(process.execPath, parameters, { stdio: 'inherit' })
process.exitCode = status ?? 1

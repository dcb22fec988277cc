// The whole check: every step is a script in package.json that also runs alone. All of them run, then one line counts.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync } from 'node:fs'
import { relative } from 'node:path'
import process from 'node:process'
import { text } from 'node:stream/consumers'

const report = 'node_modules/.cache/vitest.json'

interface Step {
  readonly name: string
  readonly parameters?: readonly string[]
}

interface Outcome {
  readonly name: string
  readonly passed: boolean
  readonly seconds: number
}

/** One after the other: the tests need the machine for themselves. */
const first: readonly Step[] = [
  { name: 'lint' },
  { name: 'build' },
  { name: 'test', parameters: ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`] },
]

/** Two lists at once: each step uses one core. What writes `.docs` is in one of them. */
const lists: readonly (readonly Step[])[] = [
  [
    { name: 'typecheck' },
    { name: 'test:docs' },
    { name: 'pages' },
    { name: 'reference' },
    { name: 'unused' },
    { name: 'size' },
    { name: 'type-cost' },
  ],
  [{ name: 'packages' }, { name: 'api' }, { name: 'tarballs' }, { name: 'runtimes' }, { name: 'jsr' }],
]

rmSync(report, { force: true })
const outcomes = await runAll(first, showing)
outcomes.push(...(await Promise.all(lists.map((list) => runAll(list, collecting)))).flat())

console.log()
for (const { name, passed, seconds } of outcomes) console.log(`${passed ? 'passed' : 'FAILED'}  ${name} (${seconds} s)`)

const tests = readReport()
for (const failure of tests.failures) console.log(`FAILED  ${failure}`)
const otherFailures = outcomes.filter(({ name, passed }) => !passed && !(name === 'test' && tests.failures.length > 0))
const failed = tests.failures.length + otherFailures.length
console.log(`${tests.passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

async function runAll(steps: readonly Step[], run: (step: Step) => Promise<number | null>): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const step of steps) {
    const start = performance.now()
    const passed = (await run(step)) === 0
    outcomes.push({ name: step.name, passed, seconds: Math.round((performance.now() - start) / 1000) })
  }
  return outcomes
}

/** Shows what a step says as it comes. */
async function showing({ name, parameters = [] }: Step): Promise<number | null> {
  console.log(`\n== ${name}`)
  const [status] = await once(spawn('pnpm', ['run', name, ...parameters], { stdio: 'inherit' }), 'close')
  return status
}

/** Shows what a step has said once it has ended. */
async function collecting({ name }: Step): Promise<number | null> {
  // Through a shell, so that both outputs keep their order.
  const child = spawn(`pnpm run ${name} 2>&1`, { shell: true, stdio: ['ignore', 'pipe', 'inherit'] })
  const [said, [status]] = await Promise.all([text(child.stdout), once(child, 'close')])
  console.log(`\n== ${name}\n${said}`)
  return status
}

/** What vitest counted, and what failed. A file that did not even load has no tests that could fail: it counts as one. */
function readReport(): { passed: number; failures: string[] } {
  interface Test {
    fullName: string
    status: string
    failureMessages: string[]
  }
  interface Report {
    numPassedTests: number
    testResults: { name: string; status: string; message: string; assertionResults: Test[] }[]
  }
  let json: string
  try {
    json = readFileSync(report, 'utf8')
  } catch {
    return { passed: 0, failures: [] }
  }
  const { numPassedTests, testResults }: Report = JSON.parse(json)
  const failures = testResults
    .filter(({ status }) => status === 'failed')
    .flatMap(({ name, message, assertionResults }) => {
      const file = relative('.', name)
      const tests = assertionResults.filter(({ status }) => status === 'failed')
      if (tests.length === 0) return [`${file}: ${message}`]
      return tests.map(({ fullName, failureMessages }) => `${file}: ${fullName}\n${failureMessages.join('\n')}`)
    })
  return { passed: numPassedTests, failures }
}

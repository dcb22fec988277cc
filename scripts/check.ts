// The whole check: every step is a script in package.json that also runs alone. All of them run, then one line counts.
import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import process from 'node:process'

const report = 'node_modules/.cache/vitest.json'

const steps: { name: string; parameters?: string[] }[] = [
  { name: 'lint' },
  { name: 'build' },
  { name: 'typecheck' },
  { name: 'test', parameters: ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`] },
  { name: 'test:docs' },
  { name: 'pages' },
  { name: 'providers' },
  { name: 'reference' },
  { name: 'unused' },
  { name: 'packages' },
  { name: 'api' },
  { name: 'tarballs' },
  { name: 'size' },
  { name: 'type-cost' },
  { name: 'runtimes' },
  { name: 'jsr' },
]

rmSync(report, { force: true })
const outcomes = steps.map(({ name, parameters = [] }) => {
  console.log(`\n== ${name}`)
  const start = performance.now()
  const { status } = spawnSync('pnpm', ['run', name, ...parameters], { stdio: 'inherit' })
  return { name, passed: status === 0, seconds: Math.round((performance.now() - start) / 1000) }
})

console.log()
for (const { name, passed, seconds } of outcomes) console.log(`${passed ? 'passed' : 'FAILED'}  ${name} (${seconds} s)`)

const tests = countTests()
const otherFailures = outcomes.filter(({ name, passed }) => !passed && !(name === 'test' && tests.failed > 0)).length
const failed = tests.failed + otherFailures
console.log(`${tests.passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

/** Vitest's own numbers. A file that did not even load has no tests that could fail: it counts as one. */
function countTests(): { passed: number; failed: number } {
  interface Report {
    numPassedTests: number
    testResults: { status: string; assertionResults: { status: string }[] }[]
  }
  let json: string
  try {
    json = readFileSync(report, 'utf8')
  } catch {
    return { passed: 0, failed: 0 }
  }
  const { numPassedTests, testResults }: Report = JSON.parse(json)
  const failures = testResults
    .filter(({ status }) => status === 'failed')
    .map(({ assertionResults }) => assertionResults.filter(({ status }) => status === 'failed').length || 1)
  return { passed: numPassedTests, failed: failures.reduce((sum, count) => sum + count, 0) }
}

import { expect, test } from 'vitest'
import { runCli } from '../test/run-cli.ts'

test.each([
  { parameters: [], message: 'Usage: chat-completion' },
  { parameters: ['validat'], message: 'Did you mean validate?' },
])('2 for wrong usage: $parameters', async ({ parameters, message }) => {
  const { exitCode, stdout, stderr } = await runCli(parameters)
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  expect(stderr).toContain(message)
})

test('tells its version', async () => {
  const { exitCode, stdout } = await runCli(['--version'])
  expect(exitCode).toBe(0)
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
})

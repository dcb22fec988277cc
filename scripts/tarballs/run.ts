import { spawn } from 'node:child_process'
import process from 'node:process'

export interface RunOptions {
  cwd: string
  env?: Record<string, string> | undefined
}

/** What a command prints. Where it fails, or takes more than three minutes, the error has all of it. */
export async function run(command: string, parameters: readonly string[], { cwd, env }: RunOptions): Promise<string> {
  const child = spawn(command, parameters, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 180_000,
  })
  let printed = ''
  let stdout = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
    printed += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    printed += text
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => {
      if (code === 0) resolve(stdout)
      else
        reject(
          new Error(`Cannot run "${[command, ...parameters].join(' ')}": it ended with ${code ?? signal}\n${printed}`),
        )
    })
  })
}

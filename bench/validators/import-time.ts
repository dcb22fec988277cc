import { execFileSync } from 'node:child_process'
import { medianRatio } from './statistics.ts'

const rounds = 15

/** How long it takes to import this package as built, by the time that valibot takes alone: each in a process of its own. */
export function importTime(node: string): number {
  const [own, other] = [[], []] as [number[], number[]]
  for (let round = 0; round < rounds; round += 1) {
    own.push(milliseconds(node, '@chat-completion/validators'))
    other.push(milliseconds(node, 'valibot'))
  }
  return medianRatio(own, other)
}

function milliseconds(node: string, name: string): number {
  const source = `const start = performance.now(); await import('${name}'); console.log(performance.now() - start)`
  return Number(execFileSync(node, ['--input-type=module', '--eval', source], { encoding: 'utf8' }))
}

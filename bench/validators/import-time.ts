import { run } from '../runtimes.ts'
import { medianRatio } from '../statistics.ts'

const rounds = 31

/** How long it takes on Node to import this package as built, by the time that valibot takes alone: each in a process of its own. */
export function importTime(): number {
  const [own, other] = [[], []] as [number[], number[]]
  for (let round = 0; round < rounds; round += 1) {
    own.push(milliseconds('@chat-completion/validators'))
    other.push(milliseconds('valibot'))
  }
  return medianRatio(own, other)
}

function milliseconds(name: string): number {
  const source = `const start = performance.now(); await import('${name}'); console.log(performance.now() - start)`
  return run('node', '--input-type=module', '--eval', source)
}

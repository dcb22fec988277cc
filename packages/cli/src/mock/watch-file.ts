import { stat } from 'node:fs/promises'

/** In milliseconds. */
const interval = 200

/**
 * Tells when a file has changed, and then stayed the same for a moment: editors write in steps. It looks again and again, because
 * what tells of changes differs between systems, and is silent on some.
 *
 * @returns A function that ends it.
 */
export function watchFile(file: string, onChange: () => Promise<void>): () => void {
  let [seen, told] = ['', '']
  let timer: NodeJS.Timeout
  let isEnded = false
  const look = async (): Promise<void> => {
    const state = await stateOf(file)
    if (told === '') told = state
    const isChanged = state !== told && state === seen
    seen = state
    if (isChanged) {
      told = state
      await onChange()
    }
    if (!isEnded) timer = setTimeout(look, interval)
  }
  timer = setTimeout(look)
  return () => {
    isEnded = true
    clearTimeout(timer)
  }
}

async function stateOf(file: string): Promise<string> {
  const stats = await stat(file).catch(() => undefined)
  return stats ? `${stats.mtimeMs} ${stats.size} ${stats.ino}` : 'missing'
}

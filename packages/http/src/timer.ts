/** What timers take, in milliseconds; beyond it, they fire at once. */
export const maxTimer: number = 2 ** 31 - 1

/** How long a provider may keep silent, or take for a whole answer, in milliseconds. */
export const tenMinutes = 600_000

/** What it gives in time, undefined otherwise. */
export async function within<Value>(milliseconds: number, work: Value | Promise<Value>): Promise<Value | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), Math.min(milliseconds, maxTimer))
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

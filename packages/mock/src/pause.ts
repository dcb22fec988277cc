/** What timers take, in milliseconds; beyond it, they fire at once. */
export const maxTimer: number = 2 ** 31 - 1

/** Waits, until the signal is aborted: then it rejects with the reason, and no timer is left. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = setTimeout(
      () => {
        signal.removeEventListener('abort', leave)
        resolve()
      },
      Math.min(milliseconds, maxTimer),
    )
    signal.addEventListener('abort', leave, { once: true })
    if (signal.aborted) leave()
  })
}

/** What comes of work, unless the signal is aborted before it: then it rejects with the reason. */
export async function unlessAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  let leave = (): void => {}
  const left = new Promise<never>((_, reject) => {
    leave = () => reject(signal.reason)
  })
  signal.addEventListener('abort', leave, { once: true })
  if (signal.aborted) leave()
  try {
    return await Promise.race([work, left])
  } finally {
    signal.removeEventListener('abort', leave)
  }
}

/** Waits for ever: it rejects when the signal is aborted. */
export function stall(signal: AbortSignal): Promise<never> {
  return unlessAborted(new Promise<never>(() => {}), signal)
}

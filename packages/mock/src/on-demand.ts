/** What hears of a body while it is read. */
export interface Watch {
  /** When it is aborted, the body fails with its reason, and the source is cancelled. */
  readonly signal?: AbortSignal
  /** Also told how long the reader waited, in milliseconds. */
  onPiece?(bytes: Uint8Array, wait: number): void
  onClose?(): void
  /** The body fails when this is done. */
  onBroken?(): void | Promise<void>
  /** Its reader has left: called in place of cancelling the source. */
  onLeft?(reader: ReadableStreamDefaultReader<Uint8Array>, reason: unknown): void | Promise<void>
}

/** The same body, piece by piece as its reader asks for them: nothing is read ahead. */
export function onDemand(source: ReadableStream<Uint8Array>, watch: Watch): ReadableStream<Uint8Array> {
  const { signal } = watch
  const reader = source.getReader()
  let fail: () => void = () => {}
  const unlisten = (): void => signal?.removeEventListener('abort', fail)
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        fail = () => {
          controller.error(signal?.reason)
          reader.cancel(signal?.reason).catch(() => {})
        }
        signal?.addEventListener('abort', fail, { once: true })
        if (signal?.aborted) fail()
      },
      async pull(controller) {
        const start = performance.now()
        const next = await reader.read().catch(async (error: unknown) => {
          unlisten()
          await watch.onBroken?.()
          throw error
        })
        if (signal?.aborted) return
        if (next.done) {
          unlisten()
          controller.close()
          watch.onClose?.()
        } else {
          controller.enqueue(next.value)
          watch.onPiece?.(next.value, performance.now() - start)
        }
      },
      cancel(reason) {
        unlisten()
        return watch.onLeft ? watch.onLeft(reader, reason) : reader.cancel(reason)
      },
    },
    { highWaterMark: 0 },
  )
}

import process from 'node:process'

/** Says on stdout where a server listens, and ends it and this process when stdin closes. */
export function hold({
  close,
  ...facts
}: {
  readonly url: string
  readonly refusal?: string | null
  close(): Promise<void>
}): void {
  process.stdout.write(`${JSON.stringify(facts)}\n`)
  process.stdin.resume()
  process.stdin.once('end', async () => {
    await close()
    process.exit()
  })
}

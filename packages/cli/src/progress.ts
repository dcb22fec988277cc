import { basename } from 'node:path'
import cliProgress from 'cli-progress'
import type { Output } from './host.ts'
import { shorten } from './preview.ts'

export interface Progress {
  add(bytes: number, bodies: number): void
  stop(): void
}

/** What is over before this many milliseconds needs no bar. */
const patience = 400

/** A bar for inputs that take long, on a terminal; where the size is not known, what was read so far. */
export function startProgress(output: Output, name: string, size: number | undefined): Progress {
  if (output.isTTY !== true) return { add() {}, stop() {} }
  const start = performance.now()
  const known = size !== undefined && size > 0
  let read = 0
  let bar: cliProgress.SingleBar | undefined

  return {
    add(bytes, bodies) {
      read += bytes
      const state = {
        name: shorten(basename(name), 30),
        bodies: bodies.toLocaleString('en-US'),
        megabytes: Math.round(read / 1e6),
      }
      if (bar) return bar.update(known ? read : 0, state)
      if (performance.now() - start < patience) return
      bar = new cliProgress.SingleBar(
        {
          stream: output,
          format: known ? '{name}  {bar} {percentage} %  {bodies} bodies' : '{name}  {megabytes} MB  {bodies} bodies',
          barsize: 30,
          clearOnComplete: true,
          // Left alone, so that Ctrl-C leaves a terminal as it was.
          linewrap: true,
        },
        cliProgress.Presets.shades_classic,
      )
      bar.start(known ? size : 1, known ? read : 0, state)
    },
    stop() {
      bar?.stop()
    },
  }
}

import type { Output } from '../host.ts'
import type { RequestLog } from './request-log.ts'

/** One object a line. Keys are added, never removed or given another meaning. */
export function jsonLog(output: Output): RequestLog {
  const write = (line: object): void => {
    output.write(`${JSON.stringify(line)}\n`)
  }
  return {
    started: (baseUrl) => write({ event: 'started', baseUrl }),
    came: ({ id, time, method, path, model = null, isStream, prompt = null }) =>
      write({ event: 'request', id, time, method, path, model, stream: isStream, prompt }),
    ended: ({ id, method, path, model = null, isStream }, { time, status, rule = null, isUnmatched, ...end }) =>
      write({
        event: 'response',
        id,
        time,
        method,
        path,
        model,
        stream: isStream,
        status,
        rule,
        unmatched: isUnmatched,
        milliseconds: Math.round(end.milliseconds),
        chunks: end.chunks ?? null,
        tokens: end.tokens ?? null,
        error: end.error ?? null,
      }),
    stopped: (totals) => write({ event: 'stopped', ...totals }),
  }
}

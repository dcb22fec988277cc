import pc from 'picocolors'
import { counted } from '../counted.ts'
import type { Output } from '../host.ts'
import type { Came, Ended, RequestLog } from './request-log.ts'

type Colors = ReturnType<typeof pc.createColors>

/** A line as a request comes, and one as its answer ends. */
export function prettyLog(output: Output, hasColours: boolean): RequestLog {
  const colors = pc.createColors(hasColours)
  const write = (...lines: readonly string[]): void => {
    output.write(lines.map((line) => `${line}\n`).join(''))
  }
  return {
    started: (baseUrl) =>
      write(
        `Listening at ${colors.bold(baseUrl)}, until Ctrl-C`,
        `  export OPENAI_BASE_URL=${baseUrl}`,
        '  export OPENAI_API_KEY=mock',
      ),
    came: (request) => write(cameLine(request, colors)),
    ended: (request, end) => write(endedLine(request, end, colors), ...reasonLines(end, colors)),
    stopped: ({ requests, unmatched, complaints }) =>
      write(
        `${counted(requests, 'request')}, ${unmatched} unmatched`,
        ...complaints.map((complaint) => colors.yellow(`- ${complaint}`)),
      ),
  }
}

function cameLine({ id, time, method, path, model, isStream, prompt }: Came, { dim, bold }: Colors): string {
  const asked = [model, isStream ? 'stream' : '', prompt === undefined ? '' : JSON.stringify(prompt)].filter(Boolean)
  return [dim(clock(time)), dim(`#${id} →`), bold(method), path, ...asked].join(' ')
}

function endedLine({ id }: Came, { time, status, ...end }: Ended, colors: Colors): string {
  const { dim, green, red } = colors
  const paint = status < 400 ? green : red
  const facts = [
    `${Math.round(end.milliseconds)} ms`,
    end.chunks === undefined ? '' : counted(end.chunks, 'chunk'),
    end.tokens === undefined ? '' : counted(end.tokens, 'token'),
  ]
  const about = [answeredBy(end, status, colors), dim(facts.filter(Boolean).join(', '))].filter(Boolean)
  return [dim(clock(time)), dim(`#${id} ←`), paint(String(status)), ...about].join(' ')
}

function answeredBy(
  { rule, isUnmatched }: Pick<Ended, 'rule' | 'isUnmatched'>,
  status: number,
  { red }: Colors,
): string {
  if (rule !== undefined) return `(${rule})`
  if (isUnmatched) return red('unmatched')
  return status < 400 ? '' : red('refused')
}

function reasonLines({ error }: Ended, { yellow }: Colors): string[] {
  return error === undefined ? [] : error.split('\n').map((line) => yellow(`  ${line}`))
}

/** Of this place: whoever reads it sits here. */
function clock(time: Date): string {
  const part = (value: number, length = 2): string => String(value).padStart(length, '0')
  return `${part(time.getHours())}:${part(time.getMinutes())}:${part(time.getSeconds())}.${part(time.getMilliseconds(), 3)}`
}

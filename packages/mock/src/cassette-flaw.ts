const ends = ['close', 'broken', 'left']
/** Statuses whose responses have no body. */
const bodiless = [204, 205, 304]

/** What is wrong with what should be a cassette; undefined where nothing is. */
export function cassetteFlaw(cassette: unknown): string | undefined {
  const { version, response } = Object(cassette)
  if (version !== 1) return `it is no cassette of version 1, but ${JSON.stringify(version)}`
  const { wait, status, headers, pieces, end } = Object(response)
  if (!isTime(wait)) return flaw('response.wait', wait)
  if (!(Number.isInteger(status) && status >= 200 && status <= 599)) return flaw('response.status', status)
  if (!areHeaders(headers)) return flaw('response.headers', headers)
  if (!Array.isArray(pieces)) return flaw('response.pieces', pieces)
  const at = pieces.findIndex((piece) => !isPiece(piece))
  if (at !== -1) return flaw(`response.pieces[${at}]`, pieces[at])
  if (pieces.length > 0 && bodiless.includes(status)) return `status ${status} has no body, and there are pieces`
  return ends.includes(end) ? undefined : flaw('response.end', end)
}

function flaw(path: string, value: unknown): string {
  return `"${path}" cannot be ${(JSON.stringify(value) ?? 'undefined').slice(0, 80)}`
}

function isTime(value: unknown): boolean {
  return typeof value === 'number' && value >= 0
}

function areHeaders(value: unknown): boolean {
  try {
    return typeof value === 'object' && value !== null && !Array.isArray(value) && !!new Headers(Object(value))
  } catch {
    return false
  }
}

function isPiece(value: unknown): boolean {
  const { wait, text, base64 } = Object(value)
  return isTime(wait) && (typeof text === 'string' || isBase64(base64))
}

function isBase64(value: unknown): boolean {
  try {
    return typeof value === 'string' && typeof atob(value) === 'string'
  } catch {
    return false
  }
}

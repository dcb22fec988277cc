const maxLength = 200

/** What API keys look like, as providers repeat them in their messages. */
const keys =
  /(?<=key provided: ['"]?)[^\s'"]+|\b(?:Bearer\s+\S+|(?:sk|pk|rk|xai|pplx|nvapi|csk|key)-[\w*-]{8,}|(?:gsk|hf|r8|fw|tgp_v1)_\w{8,}|AIza[\w-]{20,})/gi

/** What moves a terminal's cursor, changes its colours or turns text around. */
const controls = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu

/** Text from an input on one short line, safe to show: without control characters and without keys. */
export function preview(text: string, length: number = maxLength): string {
  // Cut first: the rest of a large text is nobody's business.
  const line = text
    .slice(0, 4 * maxLength)
    .replace(/\s+/g, ' ')
    .replace(controls, '�')
  return shorten(line.replace(keys, hideKey).trim(), length)
}

export function shorten(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…` : text
}

function hideKey(key: string): string {
  return `${key.slice(0, 3)}…`
}

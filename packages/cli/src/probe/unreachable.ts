/** Why a connection failed, in words that say what to do. Undefined where nothing is known of it. */
export function reasonOf(error: unknown): string | undefined {
  const causes = causesOf(error)
  for (const [pattern, reason] of reasons) if (causes.some((cause) => pattern.test(cause))) return reason
  return undefined
}

/** By the codes of Node and Bun, and the messages of Deno. */
const reasons: readonly (readonly [RegExp, string])[] = [
  [/ECONNREFUSED|ConnectionRefused|connection refused/i, 'nothing listens there, start the server or check the port'],
  [/ENOTFOUND|EAI_AGAIN|ENODATA|dns error|failed to lookup/i, 'there is no such host, check its name'],
  [/ALTNAME|NotValidForName|not valid for name/i, 'its TLS certificate is for another name, check the host'],
  [/CERT_HAS_EXPIRED|certificate.*expired|Expired/i, 'its TLS certificate has expired'],
  [
    /SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET_ISSUER)|UnknownIssuer|CaUsedAsEndEntity/i,
    'its TLS certificate is not trusted, name its authority in NODE_EXTRA_CA_CERTS',
  ],
  [/WRONG_VERSION_NUMBER|EPROTO|InvalidContentType|ERR_SSL|ERR_TLS/i, 'it does not speak TLS there, try http://'],
  [/HPE_|match the HTTP|invalid HTTP|Malformed_HTTP/i, 'what answers there does not speak HTTP'],
  [/EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|CONNECT_TIMEOUT|unreachable/i, 'no way leads there from this machine'],
  [/bad port|unsafe port/i, 'fetch refuses this port, serve on another one'],
  [
    /ECONNRESET|UND_ERR_SOCKET|ConnectionClosed|other side closed|socket hang up|connection (?:closed|reset)/i,
    'it closed the connection without an answer, check whether it wants https://',
  ],
]

/** Codes and messages, of the error and of what caused it. */
function causesOf(error: unknown, depth = 0): string[] {
  if (typeof error !== 'object' || error === null || depth > 5) return []
  const { code, message, cause, errors } = error as Record<string, unknown>
  const inner = Array.isArray(errors) ? errors.slice(0, 3) : []
  return [
    ...[code, message].filter((each) => typeof each === 'string'),
    ...[cause, ...inner].flatMap((each) => causesOf(each, depth + 1)),
  ]
}

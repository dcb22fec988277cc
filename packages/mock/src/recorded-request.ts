import type { ChatCompletionCreateParams } from '@chat-completion/core'
import { isSecretName } from './secret-names.ts'
import { mask } from './secrets.ts'

/** A request that arrived, and that was well-formed. */
export interface RecordedRequest {
  readonly params: ChatCompletionCreateParams
  /** By lower-case name; keys read `***`. */
  readonly headers: Readonly<Record<string, string>>
  readonly url: string
  /** The name of the rule that answered it. */
  readonly matched?: string | undefined
}

export function recorded(params: ChatCompletionCreateParams, request: Request): RecordedRequest {
  const headers = [...request.headers].map(([name, value]) => [name, isSecretName(name) ? masked(value) : value])
  const url = new URL(request.url)
  for (const name of [...url.searchParams.keys()]) if (isSecretName(name)) url.searchParams.set(name, mask)
  return { params, headers: Object.fromEntries(headers), url: url.href }
}

/** The scheme stays: it says how the key was sent. */
function masked(value: string): string {
  const [scheme = ''] = /^(?:Bearer|Basic) /i.exec(value) ?? []
  return scheme + mask
}

import type { HandlerOptions, Host } from '@chat-completion/http'
import type { MockAnswerSource } from './answer.ts'
import type { Conditions } from './condition.ts'
import type { MockFetch } from './fetch.ts'
import type { RecordedRequest } from './recorded-request.ts'
import type { ReplyOptions } from './reply-options.ts'

export interface MockOptions
  extends Pick<ReplyOptions, 'latency' | 'tokensPerSecond' | 'dialect'>,
    Pick<HandlerOptions, 'authorize' | 'cors' | 'mode' | 'models'> {
  /** What a request gets that no rule matches. Without it, it is refused. */
  readonly answer?: MockAnswerSource | undefined
}

/** What a rule answers with. */
export interface Reply {
  /**
   * Adds the rule.
   *
   * @throws {RangeError} A number is out of its range.
   */
  reply(answer: MockAnswerSource, options?: ReplyOptions): Mock
}

/** An endpoint that answers by rules. The first rule that matches a request answers it. */
export interface Mock extends Reply {
  /**
   * Begins a rule, which `reply` adds.
   *
   * @throws {TypeError} A condition is unknown, or of a wrong type.
   */
  when(conditions: Conditions): Reply
  /** In place of the real `fetch`, in this process: any host, any base URL. */
  readonly fetch: MockFetch
  /** For `serve` of an adapter. */
  readonly handler: (request: Request, host?: Host) => Promise<Response>
  /** All that were well-formed, in the order in which they came. */
  readonly requests: readonly RecordedRequest[]
  /** Those of them that no rule answered. */
  readonly unmatched: readonly RecordedRequest[]
  /** @throws {Error} Requests were not matched, refused, or failed by a mistake of the test's; or rules were not used. */
  verify(): void
  /** Forgets requests, and what rules have counted. */
  clear(): void
  /** Forgets the rules too. */
  reset(): void
}

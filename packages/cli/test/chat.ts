import { createMock } from '@chat-completion/mock'
import type { Ran, Surroundings } from './run-cli.ts'
import { runCli } from './run-cli.ts'

export const baseUrl = 'http://chat.example/v1'

type Mock = ReturnType<typeof createMock>
type Reply = Parameters<Mock['reply']>

/** Asks an endpoint that gives one answer. */
export async function chatWith(
  [answer, options]: Reply,
  parameters: readonly string[] = ['Hi'],
  surroundings: Surroundings = {},
): Promise<Ran & { readonly mock: Mock }> {
  const mock = createMock()
  mock.reply(answer, options)
  const ran = await runCli(['chat', '--base-url', baseUrl, ...parameters], { fetch: mock.fetch, ...surroundings })
  return { exitCode: ran.exitCode, stdout: settled(ran.stdout), stderr: settled(ran.stderr), mock }
}

/** Without what differs from run to run. */
export function settled(text: string): string {
  return text
    .replace(/\d+\.\d\d s\b/g, '0.00 s')
    .replace(/req_[\da-f]+/g, 'req_1')
    .replace(/in 0\.\d s/g, 'in 0.0 s')
}

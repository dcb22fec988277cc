import { expect, test } from 'vitest'
import { runExample } from '../test/start-example.ts'
import { untimed } from '../test/untimed.ts'

test('runs by itself', async () => {
  expect(untimed(await runExample('05'))).toMatchInlineSnapshot(`
    "✓ |node| examples/05-msw-in-a-react-test/chat.test.tsx (4 tests)
       ✓ shows the answer
       ✓ shows the answer while it comes, and waits with the next question
       ✓ says why there is no answer
       ✓ keeps what had come when the stream breaks off

     Test Files  1 passed (1)
          Tests  4 passed (4)"
  `)
})

import { expect, test } from 'vitest'
import { runExample } from '../test/start-example.ts'
import { untimed } from '../test/untimed.ts'

test('runs by itself', async () => {
  expect(untimed(await runExample('04'))).toMatchInlineSnapshot(`
    "✓ |node| examples/04-fixtures-in-vitest/ask-to-the-end.test.ts (7 tests)
       ✓ asks once where the answer is whole
       ✓ joins what was cut off, and adds up its tokens, as told by openRouter
       ✓ joins what was cut off, and adds up its tokens, as told by groq
       ✓ joins what was cut off, and adds up its tokens, as told by mistral
       ✓ gives up when the fourth answer is cut off, too
       ✓ does not ask a model to go on that refuses
       ✓ passes on what the provider says of a wrong key

     Test Files  1 passed (1)
          Tests  7 passed (7)"
  `)
})

import { expect, test } from 'vitest'
import { toMarkdown } from './markdown.ts'
import type { Report } from './report.ts'

const check = { area: 'stream', level: 'compat', title: 'It streams', why: 'So it is.', sources: [] } as const
const verdict = { passed: 0, failed: 1, skipped: 1 }

function reportWith(text: string): Report {
  const evidence = { method: 'POST', url: 'http://localhost/', status: 200, excerpt: text, reproduce: text }
  return {
    baseUrl: 'http://localhost/',
    model: text,
    level: 'compat',
    verdicts: { compat: verdict, strict: verdict },
    requests: 2,
    facts: { cors: text, server: null, wholeAfter: 1, firstPieceAfter: null },
    findings: [
      { id: 'stream-a', ...check, outcome: 'failed', reason: text, evidence },
      { id: 'stream-b', ...check, outcome: 'skipped', reason: text, evidence: null },
    ],
  }
}

test('what an endpoint says stays code, whatever it says', () => {
  expect(toMarkdown(reportWith('``` | `![x](http://evil.example)`'))).toMatchInlineSnapshot(`
    "# ✘ Probe of \`http://localhost/\`

    Model \`\`\`\` \`\`\` | \`![x](http://evil.example)\` \`\`\`\`, 2 requests. Web pages may call: \`\`\`\` \`\`\` | \`![x](http://evil.example)\` \`\`\`\`.

    | | passed | failed | skipped |
    | --- | --- | --- | --- |
    | compat | 0 | 1 | 1 |
    | strict | 0 | 1 | 1 |

    ## Failed

    ### \`stream-a\` (compat)

    **It streams.** So it is. 

    \`\`\`\`
    \`\`\` | \`![x](http://evil.example)\`
    status: 200
    \`\`\` | \`![x](http://evil.example)\`
    \`\`\`\`

    \`\`\`\`sh
    \`\`\` | \`![x](http://evil.example)\`
    \`\`\`\`

    ## Checks

    | check | level | | |
    | --- | --- | --- | --- |
    | \`stream-a\` | compat | It streams | failed |
    | \`stream-b\` | compat | It streams | skipped: \`\`\`\` \`\`\` ¦ \`![x](http://evil.example)\` \`\`\`\` |
    "
  `)
  expect(toMarkdown(reportWith('`````')).match(/^`{6}/gm)).toHaveLength(4)
})

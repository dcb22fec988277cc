import * as v from 'valibot'
import { dialectNames } from '../dialect-name.ts'
import { FaultSchema } from './fault-schema.ts'
import { ReplySchema } from './reply-schema.ts'
import type { RuleEntry, RulesFile, WhenEntry } from './rules-file.ts'
import { pattern, text, whole } from './schema-parts.ts'

const WhenSchema: v.GenericSchema<WhenEntry> = v.pipe(
  v.strictObject({
    text: v.exactOptional(pattern('What the last message of the user says, as whole words in this spelling.')),
    model: v.exactOptional(pattern('The whole name of the model.')),
    tool: v.exactOptional(pattern('The whole name of a tool that is offered.')),
    toolResult: v.exactOptional(
      v.union(
        [
          v.pipe(v.boolean('true or false'), v.description('Whether results of tools come last.')),
          pattern('What one of the results of tools says that come last.'),
        ],
        'true, false or a text',
      ),
    ),
    call: v.exactOptional(whole(1, 'Only the n-th request that meets the other conditions.')),
  }),
  v.description('Which requests it answers: those that meet all of these conditions. Any, where there are none.'),
)

const maxTimer = 2 ** 31 - 1

const RuleSchema: v.GenericSchema<RuleEntry> = v.strictObject({
  when: v.exactOptional(WhenSchema),
  reply: ReplySchema,
  name: v.exactOptional(v.pipe(text, v.description('What the log calls it: its conditions by default.'))),
  times: v.exactOptional(whole(1, 'How many requests it answers; later ones are left to the rules after it.')),
  latency: v.exactOptional(whole(0, 'Milliseconds before the response.', maxTimer)),
  tokensPerSecond: v.exactOptional(
    v.pipe(v.number('a number above 0'), v.gtValue(0, 'a number above 0'), v.description('How fast the model speaks.')),
  ),
  dialect: v.exactOptional(
    v.pipe(
      v.picklist(dialectNames, 'a dialect'),
      v.description('Whose way of telling it, as that provider deviates from OpenAI.'),
    ),
  ),
  fault: v.exactOptional(
    v.pipe(
      v.union([FaultSchema, v.array(FaultSchema, 'a list')], 'a fault, or a list of faults'),
      v.description('What goes wrong. Faults of a list play one after the other.'),
    ),
  ),
  by: v.exactOptional(
    v.pipe(
      v.union(
        [v.picklist(['word', 'character'], 'a way to cut'), whole(1, 'So many characters.')],
        'word, character, or a whole number from 1',
      ),
      v.description('How texts are cut into chunks.'),
    ),
  ),
  status: v.exactOptional(
    v.pipe(
      whole(200, 'Of the response.', 599),
      v.check(hasBody, 'a status whose response has a body: 204, 205 and 304 have none'),
    ),
  ),
  headers: v.exactOptional(
    v.pipe(
      v.record(v.string(), v.string('a text'), 'an object'),
      v.check(areHeaders, 'headers as HTTP has them'),
      v.description('Of the response.'),
    ),
  ),
})

export const RulesFileSchema: v.GenericSchema<RulesFile> = v.pipe(
  v.strictObject({
    $schema: v.exactOptional(v.string('a text')),
    rules: v.pipe(v.array(RuleSchema, 'a list'), v.description('The first that matches a request answers it.')),
  }),
  v.title('Rules of chat-completion mock'),
)

function hasBody(status: number): boolean {
  return ![204, 205, 304].includes(status)
}

function areHeaders(headers: Readonly<Record<string, string>>): boolean {
  try {
    return new Headers(headers) !== undefined
  } catch {
    return false
  }
}

import * as v from 'valibot'
import { errors, scenarios } from './names.ts'
import type { CallEntry, ReplyEntry } from './rules-file.ts'
import { namesOf, text, whole } from './schema-parts.ts'

const CallSchema: v.GenericSchema<CallEntry> = v.strictObject({
  name: v.pipe(text, v.description('Of the function.')),
  arguments: v.exactOptional(
    v.union(
      [
        v.pipe(v.string('a text'), v.description('As the model wrote them, which need not be JSON.')),
        v.pipe(v.record(v.string(), v.unknown(), 'an object'), v.description('As JSON.')),
      ],
      'an object, or a text',
    ),
  ),
  id: v.exactOptional(v.pipe(text, v.description('Of the call: made up where it is not given.'))),
})

const content = v.exactOptional(v.pipe(v.string('a text'), v.description('What the model says beside it.')))

export const ReplySchema: v.GenericSchema<ReplyEntry> = v.pipe(
  v.union(
    [
      v.pipe(v.string('a text'), v.description('A completion that says so.')),
      v.pipe(
        v.looseObject({ choices: v.array(v.record(v.string(), v.unknown(), 'an object'), 'a list') }),
        v.description('A completion in wire or domain form. What is missing is made up.'),
      ),
      v.pipe(
        v.strictObject({
          scenario: v.pipe(
            v.picklist(namesOf(scenarios), 'a scenario'),
            v.description('A completion of @chat-completion/fixtures.'),
          ),
          with: v.exactOptional(
            v.pipe(
              v.record(v.string(), v.unknown(), 'an object'),
              v.description(
                'What of the completion is otherwise, in wire or domain form: objects merge, lists replace.',
              ),
            ),
          ),
          seed: v.exactOptional(whole(0, 'Varies texts, counts and ids: the same seed, the same completion.')),
        }),
        v.description('A completion as named.'),
      ),
      v.pipe(
        v.strictObject({
          error: v.union(
            [
              v.pipe(v.picklist(namesOf(errors), 'an error'), v.description('An error of @chat-completion/fixtures.')),
              v.strictObject({
                status: whole(400, 'The status of the response.', 599),
                message: v.string('a text'),
                type: v.exactOptional(v.string('a text')),
                code: v.exactOptional(v.union([v.string('a text'), v.number('a number')], 'a text or a number')),
                param: v.exactOptional(v.string('a text')),
              }),
            ],
            'the name of an error, or an object with status and message',
          ),
        }),
        v.description('A request that fails.'),
      ),
      v.pipe(v.strictObject({ toolCall: CallSchema, content }), v.description('A completion that calls one function.')),
      v.pipe(
        v.strictObject({
          toolCalls: v.pipe(v.array(CallSchema, 'a list'), v.minLength(1, 'a list that is not empty')),
          content,
        }),
        v.description('A completion that calls several functions at once.'),
      ),
    ],
    'a text, or an object with scenario, error, toolCall, toolCalls or choices',
  ),
  v.description('What the client gets.'),
)

import { OpenAICompatibleChatLanguageModel } from '@ai-sdk/openai-compatible'
import { ChatCompletionSchema, safeParseChatCompletion } from '@chat-completion/validators'
import { ChatResult$inboundSchema } from '@openrouter/sdk/models'
import { Ajv } from 'ajv'
import * as v from 'valibot'
import { inJsonSchema } from './ajv-schema.ts'
import { anySpelling, derive } from './derive.ts'
import { guard } from './guard.ts'
import { inValibot } from './valibot-schema.ts'
import { inZod } from './zod-schema.ts'

type Verdict = boolean | { readonly success: boolean }

export interface Contender {
  readonly name: string
  /** What it does with a body. */
  readonly does: string
  /** A promise is awaited. */
  readonly run: (body: unknown) => Verdict | Promise<Verdict>
  /** Whether it is only asked about bodies that need a repair, or only about others. */
  readonly repaired?: boolean
}

export const own = 'ours, nothing to repair'
export const ownRepairing = 'ours, with repairs'

const strict = { mode: 'strict' } as const
const contract = 'checks the whole contract'
const looser = 'the same, spellings aside'
const theirs = 'checks a contract of its own, builds its result'
const aiSdk = new OpenAICompatibleChatLanguageModel('any', {
  provider: 'any',
  url: ({ path }) => `https://example.com${path}`,
  headers: () => ({}),
})

export const contenders: readonly Contender[] = [
  {
    name: own,
    does: 'checks the whole contract, builds the domain object',
    run: (body) => safeParseChatCompletion(body),
    repaired: false,
  },
  {
    name: 'ours, strict',
    does: 'checks the whole contract, builds the domain object',
    run: (body) => safeParseChatCompletion(body, strict),
    repaired: false,
  },
  {
    name: ownRepairing,
    does: 'repairs, names each repair, builds the domain object',
    run: (body) => safeParseChatCompletion(body),
    repaired: true,
  },
  { name: 'guard', does: contract, run: guard(ChatCompletionSchema) },
  { name: 'guard, any spelling', does: looser, run: guard(ChatCompletionSchema, anySpelling) },
  { name: 'ajv', does: contract, run: ajv(inJsonSchema) },
  { name: 'ajv, any spelling', does: looser, run: ajv(anySpelling(inJsonSchema)) },
  { name: 'valibot', does: `${contract}, copies`, run: valibot(inValibot) },
  { name: 'valibot, any spelling', does: looser, run: valibot(anySpelling(inValibot)) },
  { name: 'zod', does: `${contract}, copies`, run: zod(inZod) },
  { name: 'zod, any spelling', does: looser, run: zod(anySpelling(inZod)) },
  { name: 'zod, jitless', does: `${contract}, copies`, run: zod(inZod, { jitless: true }) },
  { name: '@openrouter/sdk', does: theirs, run: (body) => ChatResult$inboundSchema.safeParse(body) },
  {
    name: 'AI SDK, openai-compatible',
    does: theirs,
    run: (body) =>
      aiSdk.convertResponse({ body }).then(
        () => true,
        () => false,
      ),
  },
]

function ajv(vocabulary: typeof inJsonSchema): Contender['run'] {
  const validate = new Ajv({ allowUnionTypes: true }).compile(derive(ChatCompletionSchema, vocabulary))
  return (body) => validate(body) as boolean
}

function valibot(vocabulary: typeof inValibot): Contender['run'] {
  const schema = derive(ChatCompletionSchema, vocabulary)
  return (body) => v.safeParse(schema, body)
}

function zod(vocabulary: typeof inZod, options = {}): Contender['run'] {
  const schema = derive(ChatCompletionSchema, vocabulary)
  return (body) => schema.safeParse(body, options)
}

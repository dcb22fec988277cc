import type { Fault } from '@chat-completion/fixtures'
import type { Conditions, Mock, MockAnswer, ReplyOptions } from '@chat-completion/mock'
import { dialects } from '../dialects.ts'
import { type Complaint, complaintsOf, type Path } from './complaints.ts'
import { type FaultName, faults } from './names.ts'
import { toPattern } from './pattern.ts'
import type { FaultEntry, ReplyEntry, RuleEntry, RulesFile, WhenEntry } from './rules-file.ts'
import { RulesFileSchema } from './schema.ts'
import { isCompletion, toAnswer } from './to-answer.ts'

/** A rule, ready to be added to a mock. */
export interface Rule {
  readonly when: Conditions
  readonly answer: MockAnswer
  readonly options: ReplyOptions
}

export type Rules = { readonly rules: readonly Rule[] } | { readonly complaints: readonly Complaint[] }

/**
 * The rules of a file.
 *
 * @param fault What goes wrong where a rule does not say it.
 */
export function toRules(file: unknown, fault?: Fault): Rules {
  const misfits = complaintsOf(RulesFileSchema, file)
  if (misfits.length > 0) return { complaints: misfits }
  const rules: Rule[] = []
  const complaints: Complaint[] = []
  for (const [index, entry] of (file as RulesFile).rules.entries()) {
    const path = ['rules', index]
    const made = toAnswer(entry.reply, [...path, 'reply'])
    complaints.push(...unsuited(entry, path), ...('complaints' in made ? made.complaints : []))
    if ('answer' in made) {
      rules.push({ when: toConditions(entry.when), answer: made.answer, options: toOptions(entry, fault) })
    }
  }
  return complaints.length > 0 ? { complaints } : { rules }
}

export function addRules(mock: Mock, rules: readonly Rule[]): void {
  for (const { when, answer, options } of rules) mock.when(when).reply(answer, options)
}

/** What a completion may have and an error may not. */
const ofCompletions = ['tokensPerSecond', 'dialect', 'fault', 'by'] as const

function unsuited(entry: RuleEntry, path: Path): Complaint[] {
  if (!isError(entry.reply)) return []
  const given = ofCompletions.filter((name) => entry[name] !== undefined)
  return given.map((name) => ({ path: [...path, name], message: 'it is for completions, and the reply is an error' }))
}

function isError(reply: ReplyEntry): boolean {
  return typeof reply === 'object' && !isCompletion(reply) && 'error' in reply
}

function toConditions({ toolResult, ...when }: WhenEntry = {}): Conditions {
  const { text, model, tool, call } = when
  return {
    ...(text !== undefined && { text: toPattern(text) }),
    ...(model !== undefined && { model: toPattern(model) }),
    ...(tool !== undefined && { tool: toPattern(tool) }),
    ...(toolResult !== undefined && {
      toolResult: typeof toolResult === 'string' ? toPattern(toolResult) : toolResult,
    }),
    ...(call !== undefined && { call }),
  }
}

function toOptions(
  { when: _, reply, dialect, fault, ...options }: RuleEntry,
  otherwise: Fault | undefined,
): ReplyOptions {
  const given = fault === undefined ? otherwise : [fault].flat().map((each) => toFault(each as FaultEntry))
  return {
    ...options,
    ...(dialect !== undefined && { dialect: dialects[dialect] }),
    ...(given !== undefined && !isError(reply) && { fault: given }),
  }
}

function toFault(entry: FaultEntry): Fault {
  if (typeof entry === 'string') return faults[entry].make({})
  const [[name, parameters] = []] = Object.entries(entry)
  return faults[name as FaultName].make(parameters ?? {})
}

import { chatCompletion } from '@chat-completion/fixtures'
import { createMock, type Mock } from '@chat-completion/mock'
import { preview } from '../preview.ts'
import { type LoadOptions, loadRules } from './rules/load-rules.ts'

const defaultName = 'default answer'

/** The rules that answer now: those of a file as it is read anew, or one that answers everything. */
export class CurrentRules {
  mock: Mock
  readonly #file: string | undefined
  readonly #options: LoadOptions
  /** What rules that are gone leave behind. */
  readonly #complaints: string[] = []

  private constructor(mock: Mock, file: string | undefined, options: LoadOptions) {
    this.mock = mock
    this.#file = file
    this.#options = options
  }

  /** @throws {TroubleError} The file cannot be read, or something in it is wrong. */
  static async of(file: string | undefined, options: LoadOptions): Promise<CurrentRules> {
    return new CurrentRules(await mockOf(file, options), file, options)
  }

  /** @throws {TroubleError} It stays with the rules it has. */
  async reload(): Promise<void> {
    const mock = await mockOf(this.#file, this.#options)
    // Rules that are gone need not have been used.
    this.#complaints.push(...complaintsOf(this.mock).filter((complaint) => !complaint.startsWith('rule (')))
    this.mock = mock
  }

  /** What was not foreseen, and which rules were not used. */
  complaints(): string[] {
    return [...this.#complaints, ...complaintsOf(this.mock)]
  }
}

async function mockOf(file: string | undefined, options: LoadOptions): Promise<Mock> {
  if (file !== undefined) return loadRules(file, options)
  return createMock(options.mock).reply(chatCompletion, { name: defaultName, fault: options.fault })
}

function complaintsOf(mock: Mock): string[] {
  try {
    mock.verify()
    return []
  } catch (error) {
    const [, ...complaints] = String(Object(error).message).split('\n- ')
    return complaints
      .map((complaint) => preview(complaint))
      .filter((complaint) => !complaint.startsWith(`rule (${defaultName})`))
  }
}

/** A generated page with one mistake in it. */
export interface Mutant {
  readonly page: string
  readonly mutation: string
  /** The reader that the mistake is in. */
  readonly reader: string
  readonly line: number
  readonly before: string
  readonly after: string
  /** The reader and what is made for it, as it was. */
  readonly section: string
  /** The whole page, with the mistake. */
  readonly source: string
}

/** A reader and what is made for it, in the source of its page. */
interface Section {
  readonly text: string
  readonly page: string
}

/** What is looked for, and all that is put in its place, one at a time. */
interface Mutation {
  readonly find: RegExp
  readonly put: (match: RegExpExecArray, section: Section) => readonly string[]
}

/** Checkers that are easily taken for one another; the last is to check nothing. */
const families = [
  ['text', 'textOrNull', 'someText', ''],
  ['number', 'numberOrNull', ''],
  ['booleanOrNull', ''],
]

/** By what the mistake is. */
export const mutations: Readonly<Record<string, Mutation>> = {
  'another checker': {
    find: /\b(\w+)\(each\)(?=\n)/g,
    put: ([, checker = '']) =>
      families
        .filter((family) => family.includes(checker))
        .flatMap((family) => family.filter((other) => other !== checker))
        .map((other) => (other ? `${other}(each)` : 'each')),
  },
  'another literal': {
    find: /only\('(.+)', each\)/g,
    put: ([, literal]) => ['each', 'text(each)', `only('${literal}x', each)`],
  },
  'a misfit not said': { find: /return misfit\(\)/g, put: () => ['return undefined'] },
  'another domain key': { find: /^( +(?:\} else )?\w+\.\w+)(?= =)/gm, put: ([place]) => [`${place}x`] },
  'nothing assigned': { find: /^ +\w+\.(\w+) =\s[^}]+?$/gm, put: () => [''] },
  'another wire key': { find: /case '(\w+)'/g, put: ([, key]) => [`case '${key}x'`] },
  'on into the next case': { find: /\bbreak\b/g, put: () => [''] },
  miscounted: { find: /missing -= 1/g, put: () => ['', 'missing -= 2'] },
  'miscounted from the start': {
    find: /let missing = (\d)/g,
    put: ([, count]) => [`let missing = ${Number(count) - 1}`, `let missing = ${Number(count) + 1}`],
  },
  'missing keys fit': { find: /if \(missing > 0\) misfit\(\)/g, put: () => [''] },
  'other keys forgotten': { find: /(?<=default:\n)\s+keyReaderFor\(.+\)/g, put: () => [''] },
  'null not allowed': { find: /each === null \? each : /g, put: () => [''] },
  'all but objects allowed': { find: /if \(!isObject\(value\)\) .+/g, put: () => [''] },
  'no mend': { find: /if \(missing > 0 && [^}]+\}/g, put: () => [''] },
  'mended at the wrong time': {
    find: /missing > 0 && value\.(\w+) === undefined/g,
    put: ([, key]) => [
      'missing > 0',
      `value.${key} === undefined`,
      `missing > 1 && value.${key} === undefined`,
      `missing > 0 && value.${key}x === undefined`,
    ],
  },
  'another mend': {
    find: /mend\('(\S+)', '(\w+)', (.+)\)/g,
    put: ([, code, key, value]) => [
      `mend('${code}x', '${key}', ${value})`,
      `mend('${code}', '${key}x', ${value})`,
      `mend('${code}', '${key}', 'x')`,
      value as string,
    ],
  },
  'another container': { find: /(?<=below\(')\w+/g, put: ([key]) => [`${key}x`] },
  'another list': { find: /(?<=readList\(')\w+/g, put: ([key]) => [`${key}x`] },
  'another depth': { find: /depth \+ 1/g, put: () => ['depth', 'depth + 2'] },
  'another depth of what is below': {
    find: /(?<=(?:\bbelow|\breadList|keyReaderFor\(\w+\))\([^;]+?, )depth(?=\))/g,
    put: () => ['depth - 1', 'depth + 1'],
  },
  'another schema': { find: /(?<=readerFor\()\w+/g, put: othersOf(/(?<=readerFor\()\w+/g) },
  'another schema for other keys': { find: /(?<=keyReaderFor\()\w+/g, put: othersOf(/(?<=keyReaderFor\()\w+/g) },
  'another reader': { find: /\bread\w+(?=\(each|, each, depth\))/g, put: othersOf(/(?<=function )read\w+/g) },
  'parts not told from text': { find: /Array\.isArray\(each\)/g, put: () => ['false', 'true'] },
  'the text of parts': { find: /textOfParts\(each\)/g, put: () => ['each', "''"] },
  'no place kept': { find: /(?<=JsonObject = \{.*)\b\w+: [^,}]+,? /g, put: () => [''] },
}

/** All that a page has of a kind, apart from what is found. */
function othersOf(kind: RegExp): Mutation['put'] {
  return ([found], { page }) => [...new Set(page.match(kind))].filter((other) => other !== found)
}

/** The page with one mistake after the other, of those that a generator could make. */
export function* mutantsOf(page: string, source: string): Generator<Mutant> {
  const [head = '', ...sections] = source.split(/^(?=\/\*\* Reads )/m)
  let start = head.length
  for (const text of sections) {
    const [, reader = ''] = /function (\w+)/.exec(text) ?? []
    for (const [mutation, { find, put }] of Object.entries(mutations)) {
      for (const match of text.matchAll(find)) {
        const at = start + match.index
        const [before] = match
        for (const after of put(match, { text, page: source })) {
          const line = source.slice(0, at).split('\n').length
          const mutated = source.slice(0, at) + after + source.slice(at + before.length)
          yield { page, mutation, reader, line, before, after, section: text, source: mutated }
        }
      }
    }
    start += text.length
  }
}

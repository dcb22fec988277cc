// The pages that compare our types with the publishers', field by field, read from the types themselves.
import { readFileSync } from 'node:fs'
import ts from 'typescript'
import { compile } from './compile.ts'

interface Comparison {
  readonly intro: string
  /** Where both families come from, as `Ours` and `Theirs`. */
  readonly imports: string
  /** Our type, and theirs that stands for the same. */
  readonly pairs: readonly (readonly [ours: string, theirs: string])[]
  /** What a field's types cannot say, by our type and the field. */
  readonly notes: Readonly<Record<string, string>>
  /** What a difference means to a user of theirs. */
  readonly unlistedByTheirs: string
  readonly unlistedByOurs: string
  readonly requiredByTheirs: string
  readonly neverNullInTheirs: string
  readonly requiredAndNeverNull: string
}

/** A field as one family has it. */
interface Field {
  readonly type: string
  readonly optional: boolean
  readonly nullable: boolean
  /** What the type is made of, to tell a text from a list and one from the other. */
  readonly kinds: string
}

/** Of a package that the root depends on. */
export function installedVersion(name: string): string {
  return JSON.parse(readFileSync('package.json', 'utf8')).devDependencies[name]
}

export function comparedTypesPage(comparison: Comparison): string {
  const members = comparison.pairs.map(([ours, theirs]) => `[Ours.${ours}, Theirs.${theirs}]`)
  const { checker, file, errors } = compile(`${comparison.imports}\nexport type Pairs = [${members.join(', ')}]`)
  if (errors.length > 0) throw new Error(`Cannot compare types: ${errors[0]}`)
  const alias = file.statements.find(ts.isTypeAliasDeclaration)
  const tuples = alias && ts.isTupleTypeNode(alias.type) ? alias.type.elements.filter(ts.isTupleTypeNode) : []
  const sections = tuples.map(({ elements }, index) => {
    const [ours, theirs] = elements.map((element) => checker.getTypeAtLocation(element))
    const pair = comparison.pairs[index]
    if (!ours || !theirs || !pair) throw new Error(`Cannot read pair ${index}`)
    return section(pair, ours, theirs)
  })
  return [comparison.intro, ...sections].join('\n')

  function section([name, theirName]: readonly [string, string], ours: ts.Type, theirs: ts.Type): string {
    const [own, other] = [fieldsOf(ours), fieldsOf(theirs)]
    const same: string[] = []
    const rows: string[] = []
    for (const key of new Set([...own.keys(), ...other.keys()])) {
      const notes = notesOn(`${name}.${key}`, own.get(key), other.get(key))
      if (!fits(ours, theirs, key)) notes.push('theirs is not assignable to ours')
      if (notes.length === 0) same.push(`\`${key}\``)
      else rows.push(`| \`${key}\` | ${cell(own.get(key))} | ${cell(other.get(key))} | ${notes.join('; ')} |`)
    }
    const table = ['| field | ours | theirs | note |', '| --- | --- | --- | --- |', ...rows]
    return [
      `## \`${name}\` and their \`${theirName}\``,
      '',
      `Theirs is ${checker.isTypeAssignableTo(theirs, ours) ? '' : 'not '}assignable to ours.`,
      ...(same.length > 0 ? ['', `The same in both: ${same.join(', ')}.`] : []),
      ...(rows.length > 0 ? ['', ...table] : []),
      '',
    ].join('\n')
  }

  function fits(ours: ts.Type, theirs: ts.Type, key: string): boolean {
    const [from, to] = [theirs.getProperty(key), ours.getProperty(key)]
    return !from || !to || checker.isTypeAssignableTo(typeOf(from), typeOf(to))
  }

  function fieldsOf(type: ts.Type): Map<string, Field> {
    return new Map(checker.getPropertiesOfType(type).map((property) => [property.name, fieldOf(property)]))
  }

  function fieldOf(property: ts.Symbol): Field {
    const type = typeOf(property)
    const arms = (type.isUnion() ? type.types : [type]).filter(({ flags }) => !(flags & ts.TypeFlags.Undefined))
    return {
      type: textOf(type),
      optional: (property.flags & ts.SymbolFlags.Optional) !== 0,
      nullable: arms.some(({ flags }) => flags & ts.TypeFlags.Null),
      kinds: [...new Set(arms.map(kindOf))].sort().join(),
    }
  }

  function typeOf(property: ts.Symbol): ts.Type {
    return checker.getTypeOfSymbolAtLocation(property, file)
  }

  function textOf(type: ts.Type): string {
    const flags = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.UseSingleQuotesForStringLiteralType
    const text = checker.typeToString(type, undefined, flags).replace(/ \| undefined$/, '')
    // An open enum is a text with suggestions.
    if (text.startsWith('((string & {})')) return text.replace(/\(.*\)/, 'string')
    return text.includes('(string & {})')
      ? text.replace(/\(string & \{\}\)|'\w+'/g, 'string').replace(/(string \| )+string/, 'string')
      : text
  }

  function kindOf(type: ts.Type): string {
    if (checker.isArrayType(type)) return 'list'
    // `@openrouter/sdk` brands what an open enum may hold besides the values it lists.
    if (type.flags & ts.TypeFlags.StringLike || type.getProperty('charCodeAt')) return 'text'
    return type.flags & ts.TypeFlags.Object ? 'object' : checker.typeToString(checker.getBaseTypeOfLiteralType(type))
  }

  /** None where both families agree on a field. */
  function notesOn(field: string, own: Field | undefined, other: Field | undefined): string[] {
    const particular = comparison.notes[field]
    const notes = particular === undefined ? [] : [particular]
    if (!own) return particular ? notes : [comparison.unlistedByOurs]
    if (!other) return particular ? notes : [comparison.unlistedByTheirs]
    const isRequired = own.optional && !other.optional
    const isNeverNull = own.nullable && !other.nullable
    if (isRequired && isNeverNull) return [comparison.requiredAndNeverNull, ...notes]
    if (isRequired) return [comparison.requiredByTheirs, ...notes]
    if (isNeverNull) return [comparison.neverNullInTheirs, ...notes]
    return notes.length > 0 || own.kinds === other.kinds ? notes : ['another kind of value']
  }
}

function cell(field: Field | undefined): string {
  if (field === undefined) return '–'
  const type = field.type.length > 60 ? `${field.type.slice(0, 60)}…` : field.type
  return `\`${type.replaceAll('|', '\\|')}\`${field.optional ? ', optional' : ''}`
}

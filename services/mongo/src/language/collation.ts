import { fail } from '../errors.ts'
import { refuse } from './refuse.ts'
import { compareStrings, type StringOrder } from './values/compare.ts'
import { integerArgument } from './values/numbers.ts'
import { type Document, isDocument, typeOf } from './values/types.ts'

const SENSITIVITY = { 1: 'base', 2: 'accent', 3: 'variant' } as const
const KNOWN = new Set([
  'locale',
  'strength',
  'caseLevel',
  'caseFirst',
  'numericOrdering',
  'alternate',
  'maxVariable',
  'normalization',
  'backwards',
  'version',
])

function invalid(field: string): never {
  fail('BadValue', `Field '${field}' is invalid in the collation specification`)
}

function booleanField(collation: Document, field: string): boolean {
  const value = collation[field] ?? false
  return typeof value === 'boolean' ? value : fail('TypeMismatch', `Field '${field}' must be of type bool`)
}

function choiceField<T extends string>(collation: Document, field: string, choices: readonly T[]): T {
  const value = collation[field] ?? choices[0]
  const choice = choices.find((candidate) => candidate === value)
  return choice ?? invalid(field)
}

function localeOf(collation: Document): string {
  const locale = collation['locale']
  if (typeof locale !== 'string') fail('IDLFailedToParse', "BSON field 'collation.locale' is missing")
  if (locale.includes('@')) refuse(`The collation variant '${locale}'`)
  const tag = locale.replaceAll('_', '-')
  try {
    if (Intl.Collator.supportedLocalesOf(tag).length > 0) return tag
  } catch {
    // Not a language tag: the same error as for an unknown one.
  }
  return invalid('locale')
}

function sensitivityOf(collation: Document): 'base' | 'accent' | 'case' | 'variant' {
  const strength = integerArgument(collation['strength'] ?? 3)
  if (strength === undefined || strength < 1 || strength > 5) invalid('strength')
  if (strength > 3) refuse(`Collation strength ${strength}`)
  const caseLevel = booleanField(collation, 'caseLevel')
  if (caseLevel && strength === 2) refuse('Collation strength 2 with caseLevel')
  if (caseLevel && strength === 1) return 'case'
  return SENSITIVITY[strength as 1 | 2 | 3]
}

function buildOrder(collation: Document): StringOrder {
  for (const field of Object.keys(collation))
    if (!KNOWN.has(field)) fail('IDLUnknownField', `BSON field 'collation.${field}' is an unknown field.`)
  if (booleanField(collation, 'backwards')) refuse('Collation with backwards')
  if (choiceField(collation, 'maxVariable', ['punct', 'space']) === 'space')
    refuse("Collation with maxVariable 'space'")
  booleanField(collation, 'normalization')
  const caseFirst = choiceField(collation, 'caseFirst', ['off', 'upper', 'lower'])
  const collator = new Intl.Collator(localeOf(collation), {
    sensitivity: sensitivityOf(collation),
    numeric: booleanField(collation, 'numericOrdering'),
    caseFirst: caseFirst === 'off' ? 'false' : caseFirst,
    ignorePunctuation: choiceField(collation, 'alternate', ['non-ignorable', 'shifted']) === 'shifted',
  })
  return collator.compare
}

/**
 * The order of strings under a collation; none, or the locale `simple`, is the order of code points.
 * Both MongoDB and JavaScript's Intl build on ICU; what Intl cannot express is refused.
 */
export function stringOrderOf(collation: unknown): StringOrder {
  if (collation === undefined || collation === null) return compareStrings
  if (!isDocument(collation)) fail('TypeMismatch', `collation must be an object, found ${typeOf(collation)}`)
  const fields = Object.keys(collation)
  if (fields.length === 0 || collation['locale'] === 'simple') return compareStrings
  return buildOrder(collation)
}

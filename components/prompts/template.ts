/** What can be asked for in the place of a variable. */
export type VariableKind = 'text' | 'long' | 'number' | 'date' | 'choice'

export type Variable = {
  name: string
  kind: VariableKind
  /** What stands there when nothing else is entered. */
  initial: string
  /** Of a choice. */
  options: readonly string[]
}

const NAME = '[\\p{L}\\p{N}][\\p{L}\\p{N} _-]{0,39}'
const VARIABLE = new RegExp(
  `\\{\\{\\s*(${NAME}?)\\s*(?::\\s*(text|long|number|date|choice)\\s*)?(?:=([^{}]*))?\\}\\}`,
  'gu',
)

/**
 * Finds the variables of a prompt: `{{name}}`, with a default `{{name=Ada}}`, with a kind `{{week:number=12}}`, or as a choice
 * `{{tone:choice=warm|formal}}`, whose first option is the default. What is not written like this is text.
 *
 * @returns each variable once, in the order of the text; the first mention that says something decides
 */
export function findVariables(text: string): Variable[] {
  const found = new Map<string, Variable>()
  for (const match of text.matchAll(VARIABLE)) {
    const next = toVariable(match)
    const before = found.get(next.name)
    const saysMore = before && before.kind === 'text' && before.initial === ''
    if (!before || saysMore) found.set(next.name, next)
  }
  return [...found.values()]
}

/** @returns the text with every variable replaced by its value; one without a value by nothing */
export function fillIn(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(
    VARIABLE,
    (_, name: string) => (Object.hasOwn(values, name) ? values[name] : '') ?? '',
  )
}

function toVariable([, name = '', kind = 'text', given = '']: RegExpExecArray): Variable {
  const initial = given.trim()
  if (kind !== 'choice') return { name, kind: kind as VariableKind, initial, options: [] }
  const options = initial.split('|').map((option) => option.trim())
  return { name, kind: 'choice', initial: options[0] ?? '', options }
}

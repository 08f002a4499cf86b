import { Int32 } from 'bson'
import { fail } from '../../errors.ts'
import { compileRegex } from '../query/regex.ts'
import { regexParts } from '../values/compare.ts'
import type { CompileOperator } from './evaluate.ts'
import { compileNamed, isNullish, typeNameOf } from './operands.ts'

/** A pattern ready to search an input from any place. */
type Search = (input: string, from: number) => RegExpExecArray | null

function compileSearch(name: string, regex: unknown, options: unknown): Search {
  const type = typeNameOf(regex)
  if (type !== 'string' && type !== 'regex')
    fail('Location51105', `${name} needs 'regex' to be of type string or regex`)
  if (!isNullish(options) && typeof options !== 'string')
    fail('Location51106', `${name} needs 'options' to be of type string`)
  const parts = type === 'regex' ? regexParts(regex) : { pattern: regex as string, options: '' }
  if (parts.options !== '' && !isNullish(options))
    fail('Location51107', `${name}: found regex option(s) specified in both 'regex' and 'option' fields`)
  const compiled = compileRegex(parts.pattern, isNullish(options) ? parts.options : (options as string))
  const global = new RegExp(compiled.source, `${compiled.flags}g`)
  return (input, from) => {
    global.lastIndex = from
    return global.exec(input)
  }
}

function describeMatch(input: string, match: RegExpExecArray) {
  return {
    match: match[0],
    idx: new Int32([...input.slice(0, match.index)].length),
    captures: match.slice(1).map((capture) => capture ?? null),
  }
}

function findAll(input: string, search: Search): unknown[] {
  const found: unknown[] = []
  let from = 0
  while (from <= input.length) {
    const match = search(input, from)
    if (!match) break
    found.push(describeMatch(input, match))
    const step = (input.codePointAt(match.index) ?? 0) > 0xffff ? 2 : 1
    from = match[0] === '' ? match.index + step : match.index + match[0].length
  }
  return found
}

function compileRegexOperator(
  nothing: unknown,
  answer: (input: string, search: Search) => unknown,
): CompileOperator {
  return (argument, scope, name) => {
    const operands = compileNamed(name, argument, scope, ['input', 'regex', 'options'], ['input', 'regex'], {
      notAnObject: 'Location51103',
      unknown: 'Location31024',
      missing: 'Location31022',
    })
    const known = new Map<string, Search>()
    return (env) => {
      const input = operands.input?.(env)
      const regex = operands.regex?.(env)
      const options = operands.options?.(env)
      if (!isNullish(input) && typeof input !== 'string')
        fail('Location51104', `${name} needs 'input' to be of type string`)
      if (isNullish(regex)) return nothing
      const key = `${typeNameOf(regex)}/${JSON.stringify(regex)}/${String(options)}`
      const search = known.get(key) ?? compileSearch(name, regex, options)
      known.set(key, search)
      return isNullish(input) ? nothing : answer(input as string, search)
    }
  }
}

export const REGEXES: Record<string, CompileOperator> = {
  $regexMatch: compileRegexOperator(false, (input, search) => search(input, 0) !== null),
  $regexFind: compileRegexOperator(null, (input, search) => {
    const match = search(input, 0)
    return match && describeMatch(input, match)
  }),
  $regexFindAll: compileRegexOperator([], findAll),
}

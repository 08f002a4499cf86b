import { fail } from '../../errors.ts'
import { integral64 } from '../expression/arguments.ts'
import { compileExpression, envOf } from '../expression/compile.ts'
import type { Env, Evaluate, Scope } from '../expression/evaluate.ts'
import { isNullish, namedArguments } from '../expression/operands.ts'
import { MISSING } from '../paths.ts'
import { compileSortKey, type SortKey } from '../sort.ts'
import { compareWith, type StringOrder } from '../values/compare.ts'
import { describe } from '../values/describe.ts'
import { type Document, isDocument } from '../values/types.ts'
import type { Accumulator, CompileAccumulator } from './accumulator.ts'

function orNull(value: unknown): unknown {
  return value === MISSING ? null : value
}

/** How many values an accumulator keeps; `n` may depend on the group's key. */
function compileCount(given: unknown, scope: Scope): (key: unknown) => number {
  const evaluate = compileExpression(given, scope)
  return (key) => {
    const value = evaluate(envOf(isDocument(key) ? key : {}))
    const n = integral64(value)
    if (n === undefined)
      fail('Location5787902', `Value for 'n' must be of integral type, but found ${describe(value)}`)
    if (n <= 0n) fail('Location5787908', `'n' must be greater than 0, found ${n}`)
    return Number(n)
  }
}

const N_ERRORS = {
  notAnObject: 'Location5787900',
  unknown: 'Location5787901',
  missing: 'Location5787906',
} as const

function keepFirst(n: number): Accumulator {
  const values: unknown[] = []
  return {
    add(value) {
      if (values.length < n) values.push(orNull(value))
    },
    value: () => values,
  }
}

function keepLast(n: number): Accumulator {
  const values: unknown[] = []
  return {
    add(value) {
      values.push(orNull(value))
      if (values.length > n) values.shift()
    },
    value: () => values,
  }
}

/** Inserts into a list kept in order, after those that are equal. */
function insertInOrder<T>(list: T[], item: T, compare: (a: T, b: T) => number): void {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (compare(list[middle] as T, item) <= 0) low = middle + 1
    else high = middle
  }
  list.splice(low, 0, item)
}

function keepExtremes(n: number, sign: 1 | -1, strings: StringOrder): Accumulator {
  const values: unknown[] = []
  return {
    add(value) {
      if (isNullish(value)) return
      insertInOrder(values, value, (a, b) => sign * compareWith(a, b, strings))
      if (values.length > n) values.pop()
    },
    value: () => values,
  }
}

function several(create: (n: number, strings: StringOrder) => Accumulator): CompileAccumulator {
  return (argument, scope, name) => {
    const given = namedArguments(name, argument, ['input', 'n'], ['input', 'n'], N_ERRORS)
    const count = compileCount(given['n'], scope)
    return {
      evaluate: compileExpression(given['input'], scope),
      create: (key) => create(count(key), scope.strings),
    }
  }
}

/** A document's place in the order of `sortBy`, and what to put out for it. */
interface Ranked {
  key: SortKey
  output: unknown
}

function compileRanked(
  sortBy: unknown,
  output: unknown,
  scope: Scope,
): { evaluate: Evaluate; compare: (a: Ranked, b: Ranked) => number } {
  if (!isDocument(sortBy)) fail('Location10065', 'invalid parameter: expected an object (sortBy)')
  const { keyOf, compare } = compileSortKey(sortBy, scope.strings, scope.constants.textScore)
  const evaluateOutput = compileExpression(output, scope)
  return {
    evaluate: (env: Env): Ranked => ({ key: keyOf(env.root), output: orNull(evaluateOutput(env)) }),
    compare: (a, b) => compare(a.key, b.key),
  }
}

function ranked(end: 'top' | 'bottom', isSingle: boolean): CompileAccumulator {
  return (argument, scope, name) => {
    const fields = isSingle ? ['sortBy', 'output'] : ['n', 'sortBy', 'output']
    const given: Document = namedArguments(name, argument, fields, fields, {
      notAnObject: 'Location5788001',
      unknown: 'Location5788002',
      missing: isSingle ? 'Location5788004' : 'Location5788003',
    })
    const count = isSingle ? () => 1 : compileCount(given['n'], scope)
    const { evaluate, compare } = compileRanked(given['sortBy'], given['output'], scope)
    return {
      evaluate,
      create(key) {
        const n = count(key)
        const kept: Ranked[] = []
        return {
          add(value) {
            insertInOrder(kept, value as Ranked, compare)
            if (kept.length > n) end === 'top' ? kept.pop() : kept.shift()
          },
          value() {
            const outputs = kept.map(({ output }) => output)
            return isSingle ? (outputs[0] ?? null) : outputs
          },
        }
      },
    }
  }
}

export const SEVERAL: Record<string, CompileAccumulator> = {
  $firstN: several(keepFirst),
  $lastN: several(keepLast),
  $maxN: several((n, strings) => keepExtremes(n, -1, strings)),
  $minN: several((n, strings) => keepExtremes(n, 1, strings)),
  $top: ranked('top', true),
  $topN: ranked('top', false),
  $bottom: ranked('bottom', true),
  $bottomN: ranked('bottom', false),
}

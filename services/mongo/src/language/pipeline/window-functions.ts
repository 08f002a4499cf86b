import { fail } from '../../errors.ts'
import { integral } from '../expression/arguments.ts'
import { compileExpression, envOf } from '../expression/compile.ts'
import { namedArguments } from '../expression/operands.ts'
import { MISSING } from '../paths.ts'
import { compareWith } from '../values/compare.ts'
import { describe } from '../values/describe.ts'
import { intOrLong } from '../values/numbers.ts'
import { isDocument } from '../values/types.ts'
import { forbidWindow, requireSort, sortValues, type WindowFunction } from './window-function.ts'
import { area, carryForward, covariance, derivative, expMovingAverage, linearFill } from './window-series.ts'

function noArgument(argument: unknown, name: string): void {
  if (!isDocument(argument) || Object.keys(argument).length > 0)
    fail('Location5371603', `${name} must be specified with '{}' as the value`)
}

function ranking(step: (isNew: boolean, previous: number, at: number) => number): WindowFunction {
  return (argument, window) => {
    noArgument(argument, window.name)
    forbidWindow(window)
    const sortBy = requireSort(window, true)
    const { strings } = window.context.scope
    return (partition) => {
      const values = sortValues(partition, sortBy)
      let rank = 0
      return values.map((value, at) => {
        const isNew = at === 0 || compareWith(values[at - 1], value, strings) !== 0
        rank = step(isNew, rank, at)
        return intOrLong(rank)
      })
    }
  }
}

const documentNumber: WindowFunction = (argument, window) => {
  noArgument(argument, window.name)
  forbidWindow(window)
  requireSort(window, false)
  return (partition) => partition.map((_doc, at) => intOrLong(at + 1))
}

const shift: WindowFunction = (argument, window) => {
  forbidWindow(window)
  const given = namedArguments('$shift', argument, ['output', 'by', 'default'], ['output', 'by'])
  requireSort(window, false)
  const by = integral(given['by'])
  if (by === undefined)
    fail('FailedToParse', `'$shift:by' field must be an integer, but found ${describe(given['by'])}`)
  const { scope } = window.context
  const output = compileExpression(given['output'], scope)
  const fallback = compileExpression(given['default'] ?? null, scope)(envOf({}))
  return (partition) =>
    partition.map((_doc, at) => {
      const other = partition[at + by]
      if (!other) return fallback
      const value = output(envOf(other))
      return value === MISSING ? null : value
    })
}

const FUNCTIONS: Record<string, WindowFunction> = {
  $rank: ranking((isNew, previous, at) => (isNew ? at + 1 : previous)),
  $denseRank: ranking((isNew, previous) => (isNew ? previous + 1 : previous)),
  $documentNumber: documentNumber,
  $shift: shift,
  $derivative: derivative,
  $integral: area,
  $expMovingAvg: expMovingAverage,
  $locf: carryForward,
  $linearFill: linearFill,
  $covariancePop: covariance(false),
  $covarianceSamp: covariance(true),
}

export function isWindowFunction(name: string): boolean {
  return Object.hasOwn(FUNCTIONS, name)
}

export function compileWindowFunction(name: string): WindowFunction {
  return FUNCTIONS[name] ?? fail('FailedToParse', `Unrecognized window function, ${name}`)
}

import { Double } from 'bson'
import { fail } from '../../errors.ts'
import { doubleFrom } from '../accumulators/sums.ts'
import { integral } from '../expression/arguments.ts'
import { compileExpression, envOf } from '../expression/compile.ts'
import { fixedMilliseconds, UNITS } from '../expression/dates/units.ts'
import { isNullish, namedArguments } from '../expression/operands.ts'
import { MISSING } from '../paths.ts'
import { refuse } from '../refuse.ts'
import { type Document, typeOf } from '../values/types.ts'
import { spansOf } from './window-bounds.ts'
import {
  forbidWindow,
  requireSort,
  sortValues,
  type WindowContext,
  type WindowFunction,
} from './window-function.ts'

/** Numbers for the sort field: itself, or units of time for dates. */
function axis(partition: Document[], window: WindowContext, unit: number | undefined): number[] {
  const sortBy = requireSort(window, true)
  return sortValues(partition, sortBy).map((value) => {
    if (value instanceof Date) {
      if (unit === undefined)
        fail('Location5624900', `${window.name} where the sortBy is a Date requires a 'unit'`)
      return value.getTime() / unit
    }
    if (unit !== undefined)
      fail('Location5624901', `${window.name} with 'unit' expects the sortBy field to be a Date`)
    return (
      doubleFrom(value) ??
      fail(
        'Location5624902',
        `${window.name} expects the sortBy field to be numeric, but found ${typeOf(value)}`,
      )
    )
  })
}

function readUnit(given: unknown, name: string): number | undefined {
  if (given === undefined) return undefined
  const unit = UNITS.find((each) => each === given)
  const length = unit && fixedMilliseconds(unit)
  return length ?? fail('Location5490704', `unit for ${name} must be 'week' or smaller`)
}

function compileSeries(argument: unknown, window: WindowContext) {
  const given = namedArguments(window.name, argument, ['input', 'unit'], ['input'])
  const unit = readUnit(given['unit'], window.name)
  const input = compileExpression(given['input'], window.context.scope)
  const spans = spansOf(window.bounds, window.sortBy)
  return (partition: Document[]) => {
    const xs = axis(partition, window, unit)
    const ys = partition.map((doc) => {
      const value = input(envOf(doc))
      if (isNullish(value)) return null
      return (
        doubleFrom(value) ??
        fail('Location5624903', `${window.name} expects its input to be numeric, but found ${typeOf(value)}`)
      )
    })
    return { xs, ys, spans: spans(partition) }
  }
}

export const derivative: WindowFunction = (argument, window) => {
  if (!window.bounds) fail('FailedToParse', '$derivative requires explicit window bounds')
  const read = compileSeries(argument, window)
  return (partition) => {
    const { xs, ys, spans } = read(partition)
    return spans.map(([from, to]) => {
      const [y0, y1] = [ys[from], ys[to - 1]]
      const run = (xs[to - 1] ?? 0) - (xs[from] ?? 0)
      if (to - from < 2 || run === 0 || y0 == null || y1 == null) return null
      return new Double((y1 - y0) / run)
    })
  }
}

export const area: WindowFunction = (argument, window) => {
  const read = compileSeries(argument, window)
  return (partition) => {
    const { xs, ys, spans } = read(partition)
    if (ys.includes(null))
      fail('Location5423900', 'Input values have not been null, missing or undefined for $integral')
    return spans.map(([from, to]) => {
      if (to <= from) return null
      let total = 0
      for (let at = from + 1; at < to; at++)
        total += (((ys[at] ?? 0) + (ys[at - 1] ?? 0)) * ((xs[at] ?? 0) - (xs[at - 1] ?? 0))) / 2
      return new Double(total)
    })
  }
}

function readAlpha(given: Document): number {
  const hasN = Object.hasOwn(given, 'N')
  if (hasN === Object.hasOwn(given, 'alpha'))
    fail(
      'FailedToParse',
      "$expMovingAvg sub object must have exactly two fields: An 'input' field, and either an 'N' field or an 'alpha' field",
    )
  if (hasN) {
    const n = integral(given['N'])
    if (n === undefined || n <= 0)
      fail('FailedToParse', "'N' field must be an integer, but found something else")
    return 2 / (n + 1)
  }
  const alpha = doubleFrom(given['alpha'])
  if (alpha === undefined || alpha <= 0 || alpha >= 1)
    fail('FailedToParse', "'alpha' must be between 0 and 1 (exclusive)")
  return alpha
}

export const expMovingAverage: WindowFunction = (argument, window) => {
  forbidWindow(window)
  requireSort(window, false)
  const given = namedArguments('$expMovingAvg', argument, ['input', 'N', 'alpha'], ['input'])
  const alpha = readAlpha(given)
  const input = compileExpression(given['input'], window.context.scope)
  return (partition) => {
    let average: number | null = null
    return partition.map((doc) => {
      const value = input(envOf(doc))
      if (value !== MISSING && typeOf(value) === 'decimal') refuse('$expMovingAvg of a Decimal128')
      const number = doubleFrom(value)
      if (number !== undefined) average = average === null ? number : number * alpha + average * (1 - alpha)
      return average === null ? null : new Double(average)
    })
  }
}

export const carryForward: WindowFunction = (argument, window) => {
  forbidWindow(window)
  const input = compileExpression(argument, window.context.scope)
  return (partition) => {
    let last: unknown = null
    return partition.map((doc) => {
      const value = input(envOf(doc))
      if (!isNullish(value)) last = value
      return last
    })
  }
}

function fillGap(values: unknown[], xs: number[], from: number, to: number): void {
  const [y0, y1] = [doubleFrom(values[from]) ?? 0, doubleFrom(values[to]) ?? 0]
  const [x0, x1] = [xs[from] ?? 0, xs[to] ?? 0]
  for (let at = from + 1; at < to; at++)
    values[at] = new Double(y0 + ((y1 - y0) * ((xs[at] ?? 0) - x0)) / (x1 - x0))
}

export const linearFill: WindowFunction = (argument, window) => {
  forbidWindow(window)
  const input = compileExpression(argument, window.context.scope)
  requireSort(window, true)
  return (partition) => {
    const isDates = sortValues(partition, requireSort(window, true)).some((value) => value instanceof Date)
    const xs = axis(partition, window, isDates ? 1 : undefined)
    if (xs.some((x, at) => at > 0 && x === xs[at - 1]))
      fail('Location6050106', 'There can be no repeated values in the sort field for $linearFill')
    const values = partition.map((doc) => {
      const value = input(envOf(doc))
      if (isNullish(value)) return null
      if (typeOf(value) === 'decimal') refuse('$linearFill of a Decimal128')
      return doubleFrom(value) === undefined
        ? fail('TypeMismatch', `Value to be filled must be numeric or nullish, but found ${typeOf(value)}`)
        : value
    })
    let known = -1
    for (let at = 0; at < values.length; at++) {
      if (values[at] === null) continue
      if (known >= 0) fillGap(values, xs, known, at)
      known = at
    }
    return values
  }
}

export function covariance(sample: boolean): WindowFunction {
  return (argument, window) => {
    const input = compileExpression(argument, window.context.scope)
    const spans = spansOf(window.bounds, window.sortBy)
    return (partition) => {
      const pairs = partition.map((doc) => {
        const value = input(envOf(doc))
        if (!Array.isArray(value) || value.length !== 2) return undefined
        const [x, y] = value.map(doubleFrom)
        return x === undefined || y === undefined ? undefined : ([x, y] as const)
      })
      return spans(partition).map(([from, to]) => {
        const seen = pairs.slice(from, to).filter((pair) => pair !== undefined)
        const divisor = seen.length - (sample ? 1 : 0)
        if (divisor <= 0) return null
        const mean = (which: 0 | 1) => seen.reduce((sum, pair) => sum + pair[which], 0) / seen.length
        const [meanX, meanY] = [mean(0), mean(1)]
        return new Double(seen.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / divisor)
      })
    }
  }
}

import { fail } from '../../errors.ts'
import type { Accumulator } from '../accumulators/accumulator.ts'
import { compileAccumulator } from '../accumulators/compile.ts'
import { envOf } from '../expression/compile.ts'
import { MISSING } from '../paths.ts'
import { spansOf } from './window-bounds.ts'
import type { WindowFunction } from './window-function.ts'

/** Accumulators that `$group` has and windows do not. */
const GROUP_ONLY = new Set(['$mergeObjects', '$accumulator'])

function settled(value: unknown): unknown {
  if (value === MISSING) return null
  return Array.isArray(value) ? [...value] : value
}

/** An accumulator over the window of each document; a window that only grows is not read again. */
export function compileWindowAccumulator(operator: string): WindowFunction {
  if (GROUP_ONLY.has(operator)) fail('FailedToParse', `Unrecognized window function, ${operator}`)
  return (argument, { bounds, sortBy, context }) => {
    const spec = compileAccumulator(operator, argument, context.scope)
    const spans = spansOf(bounds, sortBy)
    return (partition) => {
      const inputs = partition.map((doc) => spec.evaluate(envOf(doc)))
      let state: Accumulator = spec.create(null)
      let [start, end] = [0, 0]
      return spans(partition).map(([from, to]) => {
        if (from !== start || to < end) {
          state = spec.create(null)
          start = from
          end = from
        }
        for (; end < to; end++) state.add(inputs[end])
        return settled(state.value())
      })
    }
  }
}

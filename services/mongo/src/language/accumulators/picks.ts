import { mergeInto } from '../expression/objects.ts'
import { isNullish } from '../expression/operands.ts'
import { MISSING } from '../paths.ts'
import { compareWith, type StringOrder } from '../values/compare.ts'
import { KeySet } from '../values/key-set.ts'
import type { Document } from '../values/types.ts'
import type { Accumulator } from './accumulator.ts'

/** The smallest (-1) or largest (1) value; null and missing do not count. */
export function createExtreme(sign: 1 | -1, strings: StringOrder): Accumulator {
  let best: unknown = MISSING
  return {
    add(value) {
      if (isNullish(value)) return
      if (best === MISSING || sign * compareWith(value, best, strings) > 0) best = value
    },
    value: () => (best === MISSING ? null : best),
  }
}

export function createFirst(): Accumulator {
  let first: unknown
  let isSet = false
  return {
    add(value) {
      if (isSet) return
      isSet = true
      first = value
    },
    value: () => (isSet ? first : null),
  }
}

export function createLast(): Accumulator {
  let last: unknown = null
  return {
    add(value) {
      last = value
    },
    value: () => last,
  }
}

export function createPush(): Accumulator {
  const values: unknown[] = []
  return {
    add(value) {
      if (value !== MISSING) values.push(value)
    },
    value: () => values,
  }
}

export function createAddToSet(strings: StringOrder): Accumulator {
  const set = new KeySet(strings)
  const values: unknown[] = []
  return {
    add(value) {
      if (value !== MISSING && set.add(value)) values.push(value)
    },
    value: () => values,
  }
}

export function createMerge(): Accumulator {
  const merged: Document = {}
  return { add: (value) => mergeInto(merged, value), value: () => merged }
}

import type { Evaluate, Scope } from '../expression/evaluate.ts'

/** The state of an accumulator for one group or window. */
export interface Accumulator {
  /** Takes in the value of one document: a BSON value or MISSING. */
  add(value: unknown): void
  /** The result so far; MISSING where MongoDB leaves none. */
  value(): unknown
}

/** A compiled accumulator: what it reads from each document, and how it begins. */
export interface AccumulatorSpec {
  evaluate: Evaluate
  /** @param key the `_id` of the group, which arguments such as `n` may depend on */
  create(key: unknown): Accumulator
}

/** Compiles the argument of an accumulator. Throws MongoDB's parse errors. */
export type CompileAccumulator = (argument: unknown, scope: Scope, name: string) => AccumulatorSpec

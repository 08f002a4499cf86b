import type { Timestamp } from 'bson'
import type { FilterContext } from '../query/filter-context.ts'
import type { StringOrder } from '../values/compare.ts'
import type { Document } from '../values/types.ts'

/** Says that an operator leaves a field as it is. */
export const UNCHANGED = Symbol('unchanged')
/** Says that an operator takes a field away. */
export const REMOVED = Symbol('removed')

/** What operators know at the time of one update. */
export interface Moment {
  now: Date
  nextTimestamp(): Timestamp
  /** The document before the update, for messages. */
  original: Document
}

/** An update operator with its argument read, for one field. */
export interface FieldUpdate {
  /** Whether the operator makes a field that is not there. */
  creates: boolean
  /** Whether a path that leads through a scalar is left alone instead of being an error. */
  lenient?: boolean
  /**
   * The new value of a field.
   * @param current the value, or MISSING
   * @param path the dotted path, for messages
   * @returns the value, UNCHANGED or REMOVED
   */
  apply(current: unknown, path: string, moment: Moment): unknown
}

/** What reading an operator's argument needs. */
export interface UpdateContext {
  strings: StringOrder
  filters: FilterContext
}

/** Reads an operator's argument for one field. Throws MongoDB's parse errors. */
export type ParseUpdate = (argument: unknown, path: string, context: UpdateContext) => FieldUpdate

import type { Document } from '../values/types.ts'

/** One keyword of a schema, ready to check values. */
export interface Rule {
  /** Whether a value satisfies the keyword; values of other types than it is about do. */
  check(value: unknown): boolean
  /** Says why a value that does not satisfy it does not, in the form of MongoDB's `errInfo`. */
  explain(value: unknown): Document
}

/** A compiled schema: all of its rules, with its title and description for messages. */
export interface Schema {
  rules: Rule[]
  annotations: Document
}

export function satisfies(schema: Schema, value: unknown): boolean {
  return schema.rules.every((rule) => rule.check(value))
}

/** The explanations of the rules that a value breaks. */
export function explain(schema: Schema, value: unknown): Document[] {
  return schema.rules.filter((rule) => !rule.check(value)).map((rule) => rule.explain(value))
}

import { Int32 } from 'bson'
import { compileFilter } from '../filter.ts'
import { MISSING, visitPath } from '../paths.ts'
import { type Document, isDocument, typeOf } from '../values/types.ts'
import { compileSchema } from './compile.ts'
import { explain, satisfies } from './rule.ts'

/** A validator made ready: null for a valid document, else why it is not. */
type Validate = (doc: Document) => null | Document

function schemaClause(schema: unknown): Validate {
  const compiled = compileSchema(schema)
  return (doc) =>
    satisfies(compiled, doc)
      ? null
      : {
          operatorName: '$jsonSchema',
          ...compiled.annotations,
          schemaRulesNotSatisfied: explain(compiled, doc),
        }
}

const REASONS: Record<string, string> = {
  $in: 'no matching value found in array',
  $nin: 'matching value found in array',
  $regex: 'regular expression did not match',
  $type: 'type did not match',
  $exists: 'path does not exist',
  $size: 'array length was not equal to given size',
  $ne: 'comparison failed',
}

function consideredValue(doc: Document, path: string): Document {
  const values: unknown[] = []
  visitPath(doc, path.split('.'), 'array', (value) => {
    if (value !== MISSING) values.push(value)
    return false
  })
  if (values.length === 0) return { reason: 'field was missing' }
  return values.length === 1 ? { consideredValue: values[0] } : { consideredValues: values }
}

function fieldClause(name: string, operator: string, clause: Document): Validate {
  const matches = compileFilter(clause)
  return (doc) => {
    if (matches(doc)) return null
    const considered = consideredValue(doc, name)
    const reason = considered['reason'] ?? REASONS[operator] ?? 'comparison failed'
    return { operatorName: operator, specifiedAs: clause, reason, ...considered }
  }
}

function treeClause(operator: string, clause: Document): Validate {
  const matches = compileFilter(clause)
  const branches = Array.isArray(clause[operator]) ? (clause[operator] as Document[]) : []
  return (doc) => {
    if (matches(doc)) return null
    if (operator === '$nor') {
      const matching = branches.flatMap((branch, index) =>
        compileFilter(branch)(doc) ? [{ index: new Int32(index) }] : [],
      )
      return { operatorName: operator, clausesSatisfied: matching }
    }
    if (branches.length === 0)
      return {
        operatorName: operator,
        specifiedAs: clause,
        reason: 'expression did not match',
        expressionResult: false,
      }
    return {
      operatorName: operator,
      clausesNotSatisfied: clauseFailures(branches.map(compileValidator), doc),
    }
  }
}

function clauseFailures(validates: Validate[], doc: Document): Document[] {
  return validates.flatMap((validate, index) => {
    const details = validate(doc)
    return details === null ? [] : [{ index: new Int32(index), details }]
  })
}

function clausesOf(validator: Document): Validate[] {
  return Object.entries(validator).flatMap(([name, value]): Validate[] => {
    if (name === '$jsonSchema') return [schemaClause(value)]
    if (name.startsWith('$')) return [treeClause(name, { [name]: value })]
    const isOperators = isDocument(value) && Object.keys(value)[0]?.startsWith('$')
    if (!isOperators)
      return [fieldClause(name, typeOf(value) === 'regex' ? '$regex' : '$eq', { [name]: value })]
    if (Object.hasOwn(value, '$regex')) return [fieldClause(name, '$regex', { [name]: value })]
    return Object.entries(value).map(([operator, argument]) =>
      fieldClause(name, operator, { [name]: { [operator]: argument } }),
    )
  })
}

function compileValidator(validator: Document): Validate {
  const clauses = clausesOf(validator)
  const [only] = clauses
  if (only && clauses.length === 1) return only
  return (doc) => {
    const failures = clauseFailures(clauses, doc)
    return failures.length === 0 ? null : { operatorName: '$and', clausesNotSatisfied: failures }
  }
}

const remembered = new WeakMap<Document, Validate>()

/**
 * Checks a document against the validator of a collection: `$jsonSchema`, query operators, or both.
 * @returns null if it is valid, else the `details` of MongoDB's error 121. Throws for a bad validator.
 */
export function validateAgainstSchema(doc: Document, validator: Document): null | Document {
  let validate = remembered.get(validator)
  if (!validate) {
    validate = compileValidator(validator)
    remembered.set(validator, validate)
  }
  return validate(doc)
}

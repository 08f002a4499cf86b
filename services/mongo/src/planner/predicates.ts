import { BSONRegExp, Double } from 'bson'
import { type Document, isDocument } from '../bson/values.ts'
import { typeOf } from '../language/values/types.ts'
import { equalTo, type Interval, rangeFrom, regexIntervals } from './intervals.ts'

/** What one condition of a filter says about the values at a path. */
export interface Predicate {
  path: string
  intervals: Interval[]
  /** True when being in the intervals is the whole condition, so that the filter need not look again. */
  exact: boolean
  /** True when only documents that have the path can match: sparse indexes may then answer. */
  impliesExists: boolean
}

/** The conditions of a filter that index bounds can express. */
export interface Analysis {
  predicates: Predicate[]
  /** False when the filter has conditions that are not among them. */
  complete: boolean
  /** The branches of a top-level $or, when there is exactly one. */
  or: Document[] | undefined
}

/**
 * Takes a filter apart into conditions on paths.
 * @param foldsStrings true under a collation: index order and equality of strings are then not its own
 */
export function analyzeFilter(filter: Document, foldsStrings: boolean): Analysis {
  const analysis: Analysis = { predicates: [], complete: true, or: undefined }
  collect(filter, analysis)
  const usable = analysis.predicates.filter(
    (predicate) => !(foldsStrings && mentionsText(predicate)) && !isNullAtPosition(predicate),
  )
  if (usable.length < analysis.predicates.length) analysis.complete = false
  analysis.predicates = usable.map((each) => (hasPosition(each.path) ? { ...each, exact: false } : each))
  return analysis
}

/** To a filter, `a.0` is also the field `0` of each element of `a`; an index has only one key for both. */
function hasPosition(path: string): boolean {
  return /(?:^|\.)\d+(?:\.|$)/.test(path)
}

/** The elements without a field `0` are null to a filter, and not in the index. */
function isNullAtPosition(predicate: Predicate): boolean {
  return !predicate.impliesExists && hasPosition(predicate.path)
}

function collect(filter: Document, analysis: Analysis): void {
  for (const [name, condition] of Object.entries(filter)) {
    if (name === '$and' && Array.isArray(condition)) {
      for (const part of condition) if (isDocument(part)) collect(part, analysis)
    } else if (name === '$or' && Array.isArray(condition)) {
      analysis.complete = false
      const branches = condition.filter(isDocument)
      if (branches.length === 1) collect(branches[0] as Document, analysis)
      else analysis.or = analysis.or ? undefined : branches
    } else if (name === '$comment') continue
    else if (name.startsWith('$')) analysis.complete = false
    else collectPath(name, condition, analysis)
  }
}

function collectPath(path: string, condition: unknown, analysis: Analysis): void {
  if (!isOperators(condition)) {
    add(analysis, path, equality(condition))
    return
  }
  for (const [operator, operand] of Object.entries(condition)) {
    const predicates = fromOperator(operator, operand, condition, path)
    if (predicates === undefined) analysis.complete = false
    else for (const predicate of predicates) analysis.predicates.push(predicate)
  }
}

/** Whether a condition is made of operators rather than being a value to compare with. */
function isOperators(condition: unknown): condition is Document {
  return isDocument(condition) && Object.keys(condition)[0]?.startsWith('$') === true
}

type Bounds = Omit<Predicate, 'path'>

function add(analysis: Analysis, path: string, bounds: Bounds | undefined): void {
  if (bounds) analysis.predicates.push({ path, ...bounds })
  else analysis.complete = false
}

function fromOperator(
  operator: string,
  operand: unknown,
  condition: Document,
  path: string,
): Predicate[] | undefined {
  const one = (bounds: Bounds | undefined) => bounds && [{ path, ...bounds }]
  switch (operator) {
    case '$eq':
      return one(equality(operand))
    case '$in':
      return one(Array.isArray(operand) ? anyOf(operand) : undefined)
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return one(comparison(operator, operand))
    case '$regex':
      return one(regexOf(operand, condition['$options']))
    case '$exists':
      return one(
        operand === true ? { intervals: [{ kind: 'all' }], exact: false, impliesExists: true } : undefined,
      )
    case '$ne':
      return one(
        operand === null ? { intervals: [{ kind: 'all' }], exact: false, impliesExists: true } : undefined,
      )
    case '$all':
      return Array.isArray(operand) ? fromAll(operand, path) : undefined
    case '$elemMatch':
      return isDocument(operand) ? fromElemMatch(operand, path) : undefined
    default:
      return undefined
  }
}

function equality(value: unknown): Bounds | undefined {
  if (value instanceof BSONRegExp) return regexOf(value, undefined)
  const type = typeOf(value)
  if (type === 'undefined') return undefined
  const isExact = type !== 'null' && type !== 'array' && type !== 'object'
  return { intervals: equalTo(value), exact: isExact, impliesExists: type !== 'null' }
}

function anyOf(values: unknown[]): Bounds | undefined {
  const each = values.map(equality)
  if (each.length === 0 || each.some((bounds) => bounds === undefined)) return undefined
  const all = each as Bounds[]
  return {
    intervals: all.flatMap((bounds) => bounds.intervals),
    exact: all.every((bounds) => bounds.exact),
    impliesExists: all.every((bounds) => bounds.impliesExists),
  }
}

function comparison(operator: string, operand: unknown): Bounds | undefined {
  const isOrEqual = operator === '$gte' || operator === '$lte'
  if (operand === null)
    return isOrEqual ? { intervals: equalTo(null), exact: false, impliesExists: false } : undefined
  if (operand instanceof Double && Number.isNaN(operand.value)) return undefined
  const interval = rangeFrom(operand, operator.startsWith('$g'), isOrEqual)
  return interval && { intervals: [interval], exact: true, impliesExists: true }
}

function regexOf(operand: unknown, options: unknown): Bounds | undefined {
  // An index helps with patterns without options only.
  if (options !== undefined && options !== '') return undefined
  const regex = typeof operand === 'string' ? new BSONRegExp(operand) : operand
  const intervals = regex instanceof BSONRegExp ? regexIntervals(regex) : undefined
  return intervals && { intervals, exact: false, impliesExists: true }
}

function fromAll(values: unknown[], path: string): Predicate[] | undefined {
  const predicates = values.flatMap((value) => {
    const bounds = isOperators(value) ? undefined : equality(value)
    return bounds ? [{ path, ...bounds, exact: false }] : []
  })
  return predicates.length > 0 ? predicates : undefined
}

/** Bounds within one array element hold for the element's path too, though never as the whole condition. */
function fromElemMatch(condition: Document, path: string): Predicate[] | undefined {
  const inner: Analysis = { predicates: [], complete: true, or: undefined }
  if (isOperators(condition)) collectPath(path, condition, inner)
  else collect(condition, inner)
  const prefix = isOperators(condition) ? '' : `${path}.`
  const predicates = inner.predicates.map((each) => ({ ...each, path: prefix + each.path, exact: false }))
  return predicates.length > 0 ? predicates : undefined
}

function mentionsText(predicate: Predicate): boolean {
  const isText = (value: unknown) => {
    const type = typeOf(value)
    return type === 'string' || type === 'symbol' || type === 'object' || type === 'array' || type === 'regex'
  }
  return predicate.intervals.some((interval) => {
    if (interval.kind === 'all') return false
    return interval.kind === 'range' ? isText(interval.of) : isText(interval.value)
  })
}

import { Int32 } from 'bson'
import { fail } from '../../errors.ts'
import { compileRegex } from '../query/regex.ts'
import { type Document, isDocument, typeOf } from '../values/types.ts'
import { compileAllOf, compileAnyOf, compileNot, compileOneOf } from './combining-keywords.ts'
import { type CompileNested, type CompileSchema, documentArgument } from './nested-keyword.ts'
import { explain, type Schema, satisfies } from './rule.ts'

const compileProperties: CompileNested = (argument, keyword, _schema, compile) => {
  const properties = Object.entries(documentArgument(keyword, argument)).map(
    ([name, schema]) => [name, compile(schema, keyword)] as const,
  )
  const failing = (value: Document) =>
    properties.filter(([name, schema]) => Object.hasOwn(value, name) && !satisfies(schema, value[name]))
  return {
    check: (value) => !isDocument(value) || failing(value).length === 0,
    explain: (value) => ({
      operatorName: keyword,
      propertiesNotSatisfied: failing(value as Document).map(([propertyName, schema]) => ({
        propertyName,
        ...schema.annotations,
        details: explain(schema, (value as Document)[propertyName]),
      })),
    }),
  }
}

interface PatternSchema {
  pattern: string
  regex: RegExp
  schema: Schema
}

function compilePatterns(argument: unknown, keyword: string, compile: CompileSchema): PatternSchema[] {
  return Object.entries(documentArgument(keyword, argument)).map(([pattern, schema]) => ({
    pattern,
    regex: compileRegex(pattern, ''),
    schema: compile(schema, keyword),
  }))
}

const compilePatternProperties: CompileNested = (argument, keyword, _schema, compile) => {
  const patterns = compilePatterns(argument, keyword, compile)
  const failing = (value: Document) =>
    patterns.flatMap(({ pattern, regex, schema }) =>
      Object.keys(value)
        .filter((name) => regex.test(name) && !satisfies(schema, value[name]))
        .map((propertyName) => ({
          propertyName,
          regexMatched: pattern,
          ...schema.annotations,
          details: explain(schema, value[propertyName]),
        })),
    )
  return {
    check: (value) => !isDocument(value) || failing(value).length === 0,
    explain: (value) => ({ operatorName: keyword, details: failing(value as Document) }),
  }
}

const compileAdditionalProperties: CompileNested = (argument, keyword, beside, compile) => {
  const known = new Set(Object.keys(isDocument(beside['properties']) ? beside['properties'] : {}))
  const patterns = Object.keys(isDocument(beside['patternProperties']) ? beside['patternProperties'] : {})
  const regexes = patterns.map((pattern) => compileRegex(pattern, ''))
  if (typeof argument !== 'boolean' && !isDocument(argument))
    fail('TypeMismatch', `$jsonSchema keyword 'additionalProperties' must be either an object or a boolean`)
  const schema = isDocument(argument) ? compile(argument, keyword) : undefined
  if (argument === true) return undefined
  const additional = (value: Document) =>
    Object.keys(value).filter((name) => !known.has(name) && !regexes.some((regex) => regex.test(name)))
  const failing = (value: Document) =>
    additional(value).filter((name) => schema === undefined || !satisfies(schema, value[name]))
  return {
    check: (value) => !isDocument(value) || failing(value).length === 0,
    explain(value) {
      const names = failing(value as Document)
      if (!schema)
        return { operatorName: keyword, specifiedAs: { [keyword]: argument }, additionalProperties: names }
      const [first = ''] = names
      return {
        operatorName: keyword,
        reason: 'at least one additional property did not match the subschema',
        failingProperty: first,
        details: explain(schema, (value as Document)[first]),
      }
    },
  }
}

function itemFailure(keyword: string, index: number, schema: Schema, value: unknown): Document {
  return {
    operatorName: keyword,
    reason: 'At least one item did not match the sub-schema',
    itemIndex: new Int32(index),
    details: explain(schema, value),
  }
}

const compileItems: CompileNested = (argument, keyword, _schema, compile) => {
  if (!Array.isArray(argument) && !isDocument(argument))
    fail('TypeMismatch', `$jsonSchema keyword 'items' must be an array or an object, not ${typeOf(argument)}`)
  const single = Array.isArray(argument) ? undefined : compile(argument, keyword)
  const listed = Array.isArray(argument) ? argument.map((schema) => compile(schema, keyword)) : []
  const schemaAt = (index: number) => single ?? listed[index]
  const failing = (value: unknown[]) =>
    value.findIndex((item, index) => {
      const schema = schemaAt(index)
      return schema !== undefined && !satisfies(schema, item)
    })
  return {
    check: (value) => !Array.isArray(value) || failing(value) < 0,
    explain(value) {
      const array = value as unknown[]
      const index = failing(array)
      const schema = schemaAt(index) as Schema
      return itemFailure(keyword, index, schema, array[index])
    },
  }
}

const compileAdditionalItems: CompileNested = (argument, keyword, beside, compile) => {
  if (typeof argument !== 'boolean' && !isDocument(argument))
    fail('TypeMismatch', `$jsonSchema keyword 'additionalItems' must be either an object or a boolean`)
  const schema = isDocument(argument) ? compile(argument, keyword) : undefined
  const { items } = beside
  if (argument === true || !Array.isArray(items)) return undefined
  const from = items.length
  const failing = (value: unknown[]) =>
    value.findIndex((item, index) => index >= from && (schema === undefined || !satisfies(schema, item)))
  return {
    check: (value) => !Array.isArray(value) || failing(value) < 0,
    explain(value) {
      const array = value as unknown[]
      const index = failing(array)
      if (schema) return itemFailure(keyword, index, schema, array[index])
      return {
        operatorName: keyword,
        specifiedAs: { [keyword]: argument },
        reason: 'found additional items',
        additionalItems: array.slice(from),
      }
    },
  }
}

type Dependency = { property: string; missing: string[] } | { property: string; schema: Schema }

function compileDependency(property: string, value: unknown, compile: CompileSchema): Dependency {
  if (isDocument(value)) return { property, schema: compile(value, 'dependencies') }
  if (!Array.isArray(value) || value.length === 0 || value.some((name) => typeof name !== 'string'))
    fail(
      'FailedToParse',
      `$jsonSchema keyword 'dependencies' must be an object of objects or of non-empty arrays of strings`,
    )
  return { property, missing: value as string[] }
}

const compileDependencies: CompileNested = (argument, keyword, _schema, compile) => {
  const dependencies = Object.entries(documentArgument(keyword, argument)).map(([property, value]) =>
    compileDependency(property, value, compile),
  )
  const problem = (dependency: Dependency, doc: Document): Document | undefined => {
    if (!Object.hasOwn(doc, dependency.property)) return undefined
    const conditionalProperty = dependency.property
    if ('schema' in dependency)
      return satisfies(dependency.schema, doc)
        ? undefined
        : { conditionalProperty, ...dependency.schema.annotations, details: explain(dependency.schema, doc) }
    const missingProperties = dependency.missing.filter((name) => !Object.hasOwn(doc, name))
    return missingProperties.length === 0 ? undefined : { conditionalProperty, missingProperties }
  }
  const problems = (doc: Document) =>
    dependencies.map((dependency) => problem(dependency, doc)).filter((each) => each !== undefined)
  return {
    check: (value) => !isDocument(value) || problems(value).length === 0,
    explain: (value) => ({ operatorName: keyword, failingDependencies: problems(value as Document) }),
  }
}

/** The keywords of a schema that contain schemas. */
export const NESTED_KEYWORDS: Record<string, CompileNested> = {
  properties: compileProperties,
  patternProperties: compilePatternProperties,
  additionalProperties: compileAdditionalProperties,
  items: compileItems,
  additionalItems: compileAdditionalItems,
  allOf: compileAllOf,
  anyOf: compileAnyOf,
  oneOf: compileOneOf,
  not: compileNot,
  dependencies: compileDependencies,
}

import { Int32 } from 'bson'
import { fail } from '../../errors.ts'
import type { Document } from '../values/types.ts'
import { type CompileNested, type CompileSchema, documentArgument } from './nested-keyword.ts'
import { explain, type Schema, satisfies } from './rule.ts'

function compileList(argument: unknown, keyword: string, compile: CompileSchema): Schema[] {
  if (!Array.isArray(argument)) fail('TypeMismatch', `$jsonSchema keyword '${keyword}' must be an array`)
  if (argument.length === 0) fail('BadValue', `$jsonSchema keyword '${keyword}' must be a non-empty array`)
  return argument.map((schema) => compile(schema, keyword))
}

function unsatisfied(keyword: string, schemas: Schema[], value: unknown): Document {
  const failing = schemas
    .map((schema, index) => ({ schema, index }))
    .filter(({ schema }) => !satisfies(schema, value))
  return {
    operatorName: keyword,
    schemasNotSatisfied: failing.map(({ schema, index }) => ({
      index: new Int32(index),
      ...schema.annotations,
      details: explain(schema, value),
    })),
  }
}

export const compileAllOf: CompileNested = (argument, keyword, _schema, compile) => {
  const schemas = compileList(argument, keyword, compile)
  return {
    check: (value) => schemas.every((schema) => satisfies(schema, value)),
    explain: (value) => unsatisfied(keyword, schemas, value),
  }
}

export const compileAnyOf: CompileNested = (argument, keyword, _schema, compile) => {
  const schemas = compileList(argument, keyword, compile)
  return {
    check: (value) => schemas.some((schema) => satisfies(schema, value)),
    explain: (value) => unsatisfied(keyword, schemas, value),
  }
}

export const compileOneOf: CompileNested = (argument, keyword, _schema, compile) => {
  const schemas = compileList(argument, keyword, compile)
  const matching = (value: unknown) =>
    schemas.flatMap((schema, index) => (satisfies(schema, value) ? [new Int32(index)] : []))
  return {
    check: (value) => matching(value).length === 1,
    explain(value) {
      const indexes = matching(value)
      if (indexes.length === 0) return unsatisfied(keyword, schemas, value)
      return {
        operatorName: keyword,
        reason: 'more than one subschema matched',
        matchingSchemaIndexes: indexes,
      }
    },
  }
}

export const compileNot: CompileNested = (argument, keyword, _schema, compile) => {
  const schema = compile(documentArgument(keyword, argument), keyword)
  return {
    check: (value) => !satisfies(schema, value),
    explain: () => ({ operatorName: keyword, reason: 'child expression matched' }),
  }
}

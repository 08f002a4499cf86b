import { describe, expect, it } from 'vitest'
import { ApiError } from '../api-error.ts'
import { toGrammarSchema } from './schema.ts'

describe('toGrammarSchema', () => {
  it('keeps the form and leaves notes and value rules aside', () => {
    const schema = {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      title: 'Person',
      properties: {
        name: { type: 'string', minLength: 1, pattern: '^[A-Z]', description: 'the name' },
        mail: { type: 'string', format: 'email' },
        born: { type: 'string', format: 'date' },
        tags: { type: 'array', items: { enum: ['a', 'b'] }, maxItems: 3 },
        kind: { anyOf: [{ const: 'x' }, { type: 'null' }] },
      },
      required: ['name'],
      additionalProperties: false,
    }
    expect(toGrammarSchema(schema, 'p')).toEqual({
      type: 'object',
      properties: {
        name: { type: 'string', minLength: 1 },
        mail: { type: 'string' },
        born: { type: 'string', format: 'date' },
        tags: { type: 'array', items: { enum: ['a', 'b'] }, maxItems: 3 },
        kind: { oneOf: [{ const: 'x' }, { type: 'null' }] },
      },
      required: ['name'],
      additionalProperties: false,
    })
  })

  it('treats names of properties as names, whatever they are', () => {
    const schema = { type: 'object', properties: { not: { type: 'string' }, title: { type: 'string' } } }
    expect(toGrammarSchema(schema, 'p')).toEqual(schema)
  })

  it.each([
    ['a keyword that changes the form', { allOf: [] }, /allOf/],
    ['a nested one', { type: 'array', items: { not: {} } }, /not/],
    ['no schema where one belongs', { type: 'array', items: 3 }, /items/],
    ['no list where one belongs', { anyOf: {} }, /anyOf/],
    ['no object where one belongs', { type: 'object', properties: [] }, /properties/],
  ])('refuses %s', (_, schema, message) => {
    const convert = () => toGrammarSchema(schema, 'the.param')
    expect(convert).toThrow(ApiError)
    expect(convert).toThrow(message)
  })

  it('refuses a schema without an end', () => {
    const deep = Array.from({ length: 40 }).reduce<object>((inner) => ({ type: 'array', items: inner }), {})
    expect(() => toGrammarSchema(deep as { type: string }, 'p')).toThrow(/32 levels/)
  })
})

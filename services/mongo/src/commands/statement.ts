import { type Document, isDocument, isTrue, toNumber } from '../bson/values.ts'
import { fail } from '../errors.ts'

/** Reads the fields of one statement of a write command (`updates`, `deletes`, `ops`), with checks. */
export class Statement {
  private readonly path: string
  private readonly fields: Document

  constructor(path: string, fields: Document, known: string[]) {
    this.path = path
    this.fields = fields
    for (const name of Object.keys(fields))
      if (!known.includes(name)) fail('IDLUnknownField', `BSON field '${path}.${name}' is an unknown field.`)
  }

  get(name: string): unknown {
    return this.fields[name]
  }

  required(name: string): unknown {
    const value = this.fields[name]
    if (value === undefined)
      fail('IDLFailedToParse', `BSON field '${this.path}.${name}' is missing but a required field`)
    return value
  }

  document(name: string): Document | undefined {
    const value = this.fields[name]
    if (value === undefined || value === null) return undefined
    return isDocument(value) ? value : this.wrongType(name, 'object')
  }

  requiredDocument(name: string): Document {
    this.required(name)
    return this.document(name) ?? this.wrongType(name, 'object')
  }

  documents(name: string): Document[] | undefined {
    const value = this.fields[name]
    if (value === undefined || value === null) return undefined
    return Array.isArray(value) && value.every(isDocument) ? value : this.wrongType(name, 'array')
  }

  flag(name: string): boolean {
    const value = this.fields[name]
    if (value === undefined || value === null) return false
    if (typeof value === 'boolean' || toNumber(value) !== undefined) return isTrue(value)
    return this.wrongType(name, 'bool')
  }

  number(name: string): number | undefined {
    const value = this.fields[name]
    return value === undefined ? undefined : (toNumber(value) ?? this.wrongType(name, 'number'))
  }

  private wrongType(name: string, expected: string): never {
    return fail(
      'TypeMismatch',
      `BSON field '${this.path}.${name}' is the wrong type, expected type '${expected}'`,
    )
  }
}

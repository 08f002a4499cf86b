import type { Document } from '../bson/values.ts'
import { isDocument, isTrue, toNumber } from '../bson/values.ts'
import type { Engine } from '../engine.ts'
import { fail } from '../errors.ts'
import { typeOf } from '../language/values/types.ts'
import type { SequenceItem } from '../protocol/op-msg.ts'
import type { Session } from '../sessions/session.ts'
import type { Namespace, View } from '../storage/types.ts'
import type { DocumentWriter } from '../storage/writer.ts'
import type { CommandContext } from './dispatch.ts'

const NUMBER_TYPES = "'[long, int, decimal, double]'"

/** One execution of a command: its arguments, checked as they are read, and what it runs on. */
export class Call {
  readonly name: string
  readonly body: Document
  readonly db: string
  readonly engine: Engine
  readonly context: CommandContext
  readonly session: Session | undefined
  /** Milliseconds since the epoch at which maxTimeMS is over. */
  readonly deadline: number
  /** Batches undone before it began: more at its end mean that something it wrote may be gone. */
  readonly rollbacks: number
  private readonly sequences: Map<string, SequenceItem[]>

  constructor(parts: {
    name: string
    body: Document
    sequences: Map<string, SequenceItem[]>
    engine: Engine
    context: CommandContext
    session: Session | undefined
  }) {
    this.name = parts.name
    this.body = parts.body
    this.sequences = parts.sequences
    this.engine = parts.engine
    this.context = parts.context
    this.session = parts.session
    this.rollbacks = parts.engine.store.batch.rollbacks
    this.db = String(parts.body['$db'])
    const limit = this.number('maxTimeMS') ?? 0
    this.deadline = limit > 0 ? Date.now() + limit : Number.POSITIVE_INFINITY
  }

  /** What the command reads: the transaction's snapshot, or everything committed. */
  get view(): View {
    return this.session?.transaction?.view ?? this.engine.store.view
  }

  /** What the command writes with. */
  get writer(): DocumentWriter {
    return this.session?.transaction?.writer ?? this.engine.store.writer
  }

  /** The collection named by the command's own field, e.g. `find: 'users'`. */
  collectionName(field = this.name): string {
    const name = this.body[field]
    if (typeof name !== 'string') fail('InvalidNamespace', `collection name has invalid type ${typeOf(name)}`)
    assertNamespace({ db: this.db, name })
    return name
  }

  /** The collection part of a cursor's namespace, which for some commands is a pseudo-collection. */
  cursorCollection(field: string): string {
    const name = this.body[field]
    return typeof name === 'string' && name.startsWith('$cmd.') ? name : this.collectionName(field)
  }

  document(field: string): Document | undefined {
    const value = this.body[field]
    if (value === undefined || value === null) return undefined
    return isDocument(value) ? value : this.wrongType(field, value, "'object'")
  }

  array(field: string): unknown[] | undefined {
    const value = this.body[field]
    if (value === undefined || value === null) return undefined
    return Array.isArray(value) ? value : this.wrongType(field, value, "'array'")
  }

  /** An array of documents with the bytes they came in, when they came as a document sequence. */
  items(field: string): { doc: Document; raw?: Buffer }[] {
    const sequence = this.sequences.get(field)
    if (sequence) return sequence
    const values = this.array(field)
    if (!values)
      return fail('IDLFailedToParse', `BSON field '${this.name}.${field}' is missing but a required field`)
    return values.map((value, i) =>
      isDocument(value) ? { doc: value } : this.wrongType(`${field}.${i}`, value, "'object'"),
    )
  }

  string(field: string): string | undefined {
    const value = this.body[field]
    if (value === undefined || value === null) return undefined
    return typeof value === 'string' ? value : this.wrongType(field, value, "'string'")
  }

  number(field: string): number | undefined {
    const value = this.body[field]
    if (value === undefined || value === null) return undefined
    return toNumber(value) ?? this.wrongType(field, value, NUMBER_TYPES)
  }

  /** A whole number that is not negative. */
  count(field: string): number | undefined {
    const value = this.number(field)
    if (value === undefined) return undefined
    if (value < 0) fail('Location51024', `BSON field '${field}' value must be >= 0, actual value '${value}'`)
    return Math.floor(value)
  }

  flag(field: string): boolean {
    const value = this.body[field]
    if (value === undefined || value === null) return false
    if (typeof value === 'boolean' || toNumber(value) !== undefined) return isTrue(value)
    return this.wrongType(field, value, "'[bool, long, int, decimal, double]'")
  }

  private wrongType(field: string, value: unknown, expected: string): never {
    return fail(
      'TypeMismatch',
      `BSON field '${this.name}.${field}' is the wrong type '${typeOf(value)}', expected type ${expected}`,
    )
  }
}

const FORBIDDEN_IN_DATABASE = /[/\\. "$*<>:|?\0]/

/** @throws ServerError InvalidNamespace */
export function assertNamespace({ db, name }: Namespace): void {
  const isBadName = name === '' || name.startsWith('.') || name.endsWith('.') || /[$\0]/.test(name)
  if (isBadName || db === '' || FORBIDDEN_IN_DATABASE.test(db))
    fail('InvalidNamespace', `Invalid namespace specified '${db}.${name}'`)
  if (Buffer.byteLength(`${db}.${name}`) > 255)
    fail('InvalidNamespace', `Fully qualified namespace is too long: '${db}.${name}'`)
}

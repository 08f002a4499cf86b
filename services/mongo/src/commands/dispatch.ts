import { Binary, Long, type Timestamp } from 'bson'
import type { ScramConversation } from '../auth/scram.ts'
import type { Document } from '../bson/values.ts'
import type { Engine } from '../engine.ts'
import { ServerError } from '../errors.ts'
import type { Message } from '../protocol/op-msg.ts'
import { Session } from '../sessions/session.ts'
import { toTimestamp } from '../storage/clock.ts'
import { Call } from './call.ts'
import { checkConcerns } from './concerns.ts'
import { COMMANDS } from './table.ts'

/** What is known of the connection that a command came by. */
export interface CommandContext {
  connectionId: number
  /** `host:port` by which the client reached the server. */
  address: string
  /** Aborted when the connection ends. */
  signal: AbortSignal
  isAuthenticated: boolean
  /** The authentication that is under way. */
  auth?: { scram: ScramConversation; skipsEmpty: boolean; isProven: boolean }
}

/** A command of the server. */
export interface Command {
  name: string
  /** Other names it answers to. */
  aliases?: string[]
  /** Fields it knows besides its own name and the generic ones. */
  fields: string[]
  /** True when a client may use it before it has proven who it is. */
  needsNoAuth?: boolean
  /** True when it may only be run against the database `admin`. */
  adminOnly?: boolean
  /** True when it changes collections or indexes: such commands run one after the other. */
  changesCatalog?: boolean
  /** True when it can run inside a transaction. */
  transactional?: boolean
  /** True for commitTransaction and abortTransaction. */
  endsTransaction?: boolean
  /** True for a write whose statements can be retried by txnNumber. */
  retryable?: boolean
  run(call: Call): Document | Promise<Document>
}

/** Fields that every command may carry. */
const GENERIC_FIELDS = new Set([
  '$db',
  '$clusterTime',
  '$readPreference',
  'lsid',
  'txnNumber',
  'autocommit',
  'startTransaction',
  'readConcern',
  'writeConcern',
  'maxTimeMS',
  'comment',
  'apiVersion',
  'apiStrict',
  'apiDeprecationErrors',
  'stmtId',
  'stmtIds',
])

/** Finds, checks and runs commands, and turns their results and errors into replies. */
export class Commands {
  private readonly engine: Engine
  private readonly running = new Set<Promise<Document>>()
  private readonly byName = new Map<string, Command>()

  constructor(engine: Engine) {
    this.engine = engine
    for (const command of COMMANDS)
      for (const name of [command.name, ...(command.aliases ?? [])]) this.byName.set(name, command)
  }

  openConnection(connectionId: number, address: string, signal: AbortSignal): CommandContext {
    this.engine.counters.connections++
    this.engine.counters.totalConnections++
    signal.addEventListener('abort', () => {
      this.engine.counters.connections--
    })
    return { connectionId, address, signal, isAuthenticated: this.engine.credentials === undefined }
  }

  /** Runs one command; errors become replies with `ok: 0`. */
  async run(context: CommandContext, message: Message): Promise<Document> {
    this.engine.counters.commands++
    const execution = this.execute(context, message)
    this.running.add(execution)
    let reply: Document
    try {
      reply = await execution
    } catch (error) {
      reply = errorReply(error)
    } finally {
      this.running.delete(execution)
    }
    const time = toTimestamp(this.engine.store.lastCommitted)
    return { ...reply, ok: reply['ok'] ?? 1, $clusterTime: clusterTime(time), operationTime: time }
  }

  /** Resolves when the commands that are running have ended. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.running)
  }

  private async execute(context: CommandContext, message: Message): Promise<Document> {
    const { body, sequences } = message
    const name = Object.keys(body)[0] ?? ''
    const command = this.find(name, body)
    if (!context.isAuthenticated && !command.needsNoAuth)
      throw new ServerError('Unauthorized', `Command ${command.name} requires authentication`)
    if (command.adminOnly && body['$db'] !== 'admin')
      throw new ServerError('Unauthorized', `${command.name} may only be run against the admin database.`)
    checkFields(command, name, body)
    checkConcerns(body)
    const session =
      body['lsid'] === undefined
        ? undefined
        : new Session(this.engine.store.sessions, body['lsid'], body['txnNumber'])
    const call = new Call({ name, body, sequences, engine: this.engine, context, session })
    if (body['autocommit'] !== undefined) return this.runInTransaction(command, call)
    if (session?.txnNumber !== undefined) {
      if (!command.retryable)
        throw new ServerError(
          'Location50768',
          'txnNumber may only be provided for multi-document transactions and retryable write commands',
        )
      this.engine.transactions.abortSession(session.lsid, session.txnNumber)
      session.loadRetry()
    }
    return command.changesCatalog ? this.engine.catalogMutex.run(() => command.run(call)) : command.run(call)
  }

  /** Runs a command of a transaction; an error aborts the transaction, as in MongoDB. */
  private async runInTransaction(command: Command, call: Call): Promise<Document> {
    const { session, body } = call
    if (!session || body['autocommit'] !== false)
      throw new ServerError(
        'InvalidOptions',
        "Field 'autocommit' must be false and come with an lsid and a txnNumber",
      )
    if (command.endsTransaction) return command.run(call)
    const { transactions } = this.engine
    const transaction =
      body['startTransaction'] === true ? transactions.begin(session) : transactions.find(session)
    session.transaction = transaction
    try {
      if (!command.transactional)
        throw new ServerError(
          'OperationNotSupportedInTransaction',
          `Cannot run '${command.name}' in a multi-document transaction.`,
        )
      const reply = await command.run(call)
      if (!transaction.isOpen) transactions.find(session)
      return reply
    } catch (error) {
      transaction.abort()
      throw error
    }
  }

  private find(name: string, body: Document): Command {
    if (typeof body['$db'] !== 'string' || body['$db'] === '')
      throw new ServerError('Location40571', 'OP_MSG requests require a $db argument')
    const command = this.byName.get(name)
    if (command) return command
    throw new ServerError('CommandNotFound', `no such command: '${name}'`)
  }
}

/** @throws ServerError IDLUnknownField: a field that would silently be ignored could mean a wrong answer */
function checkFields(command: Command, name: string, body: Document): void {
  for (const field of Object.keys(body)) {
    if (field === name || GENERIC_FIELDS.has(field) || command.fields.includes(field)) continue
    throw new ServerError('IDLUnknownField', `BSON field '${command.name}.${field}' is an unknown field.`)
  }
}

function clusterTime(time: Timestamp): Document {
  return {
    clusterTime: time,
    signature: { hash: new Binary(Buffer.alloc(20)), keyId: Long.ZERO },
  }
}

/** The reply for an error; one that is not ours is a bug, logged and reported as InternalError. */
export function errorReply(error: unknown): Document {
  if (!(error instanceof ServerError)) {
    console.error('numina-mongo: internal error:', error)
    return {
      ok: 0,
      errmsg: 'internal error, see the log of the database',
      code: 1,
      codeName: 'InternalError',
    }
  }
  return {
    ok: 0,
    errmsg: error.message,
    code: error.code,
    codeName: error.codeName,
    ...error.extra,
    ...(error.labels.length > 0 && { errorLabels: error.labels }),
  }
}

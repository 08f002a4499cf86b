import { Binary, Int32, Long } from 'bson'
import { encodeDocument } from '../bson/encode.ts'
import { type Document, isDocument, isNumber } from '../bson/values.ts'
import { fail } from '../errors.ts'
import { compileFilter, validateAgainstSchema } from '../language/index.ts'
import { type Collection, namespaceOf } from '../storage/types.ts'
import type { Call } from './call.ts'
import type { Command } from './dispatch.ts'
import { listReply } from './list-reply.ts'

/** Options of `create` that are kept and listed back exactly as set. */
const STORED_OPTIONS = ['validator', 'validationLevel', 'validationAction', 'changeStreamPreAndPostImages']
const REFUSED_OPTIONS = [
  'capped',
  'size',
  'max',
  'timeseries',
  'clusteredIndex',
  'viewOn',
  'pipeline',
  'encryptedFields',
]
const IGNORED_OPTIONS = [
  'autoIndexId',
  'storageEngine',
  'indexOptionDefaults',
  'expireAfterSeconds',
  'idIndex',
  'collation',
]

/** The collection a command names. @throws ServerError NamespaceNotFound */
export function existing(call: Call, name: string): Collection {
  const coll = call.engine.store.catalog.find(call.db, name)
  return coll ?? fail('NamespaceNotFound', `ns does not exist: ${call.db}.${name}`)
}

function create(call: Call): Document {
  const name = call.collectionName()
  for (const option of REFUSED_OPTIONS)
    if (call.body[option] !== undefined && call.body[option] !== false)
      fail('InvalidOptions', `The option '${option}' of create is not supported by this server`)
  const collation = call.document('collation')
  if (collation && collation['locale'] !== 'simple')
    fail('InvalidOptions', "The option 'collation' of create is not supported by this server")
  const options = storedOptions(call)
  const known = call.engine.store.catalog.find(call.db, name)
  if (!known) call.engine.store.defineCollection(call.db, name, options)
  else if (!encodeDocument(known.options).equals(encodeDocument(options)))
    fail('NamespaceExists', `namespace ${namespaceOf(known)} already exists, but with different options`)
  return {}
}

function storedOptions(call: Call): Document {
  const options: Document = {}
  for (const [field, value] of Object.entries(call.body))
    if (STORED_OPTIONS.includes(field)) options[field] = value
  checkOptions(options)
  return options
}

function checkOptions(options: Document): void {
  const { validator, validationLevel, validationAction, changeStreamPreAndPostImages } = options
  if (validator !== undefined) {
    if (!isDocument(validator))
      fail('TypeMismatch', "BSON field 'create.validator' is the wrong type, expected type 'object'")
    // Both throw for a validator that does not make sense.
    if (!('$jsonSchema' in validator)) compileFilter(validator)
    validateAgainstSchema({}, validator)
  }
  const levels = ['off', 'strict', 'moderate']
  if (validationLevel !== undefined && !levels.includes(String(validationLevel)))
    fail(
      'BadValue',
      `Enumeration value '${String(validationLevel)}' for field 'create.validationLevel' is not a valid value.`,
    )
  const actions = ['error', 'warn']
  if (validationAction !== undefined && !actions.includes(String(validationAction)))
    fail(
      'BadValue',
      `Enumeration value '${String(validationAction)}' for field 'create.validationAction' is not a valid value.`,
    )
  if (changeStreamPreAndPostImages === undefined) return
  if (
    !isDocument(changeStreamPreAndPostImages) ||
    typeof changeStreamPreAndPostImages['enabled'] !== 'boolean'
  )
    fail('TypeMismatch', "BSON field 'changeStreamPreAndPostImages.enabled' must be a bool")
}

async function collMod(call: Call): Promise<Document> {
  const coll = existing(call, call.collectionName())
  await call.engine.transactions.settled(coll)
  const changes = storedOptions(call)
  const index = call.document('index')
  const reply: Document = {}
  call.engine.store.change(() => {
    if (Object.keys(changes).length > 0) {
      const options = { ...coll.options, ...changes }
      if (isDocument(options['validator']) && Object.keys(options['validator']).length === 0)
        delete options['validator']
      call.engine.store.catalog.setOptions(coll, options)
    }
    if (index) Object.assign(reply, modifyIndex(call, coll, index))
    call.engine.store.oplog.append({ op: 'modify', db: coll.db, coll: coll.name })
  })
  return reply
}

function modifyIndex(call: Call, coll: Collection, request: Document): Document {
  const index = coll.indexes.find((candidate) =>
    typeof request['name'] === 'string'
      ? candidate.name === request['name']
      : isDocument(request['keyPattern']) &&
        encodeDocument(candidate.spec['key'] as Document).equals(encodeDocument(request['keyPattern'])),
  )
  if (!index) return fail('IndexNotFound', `cannot find index for ns ${namespaceOf(coll)}`)
  const spec = { ...index.spec }
  const reply: Document = {}
  const expiry = request['expireAfterSeconds']
  if (expiry !== undefined) {
    if (!isNumber(expiry))
      fail('TypeMismatch', "BSON field 'collMod.index.expireAfterSeconds' is the wrong type")
    reply['expireAfterSeconds_old'] = spec['expireAfterSeconds'] ?? null
    reply['expireAfterSeconds_new'] = expiry
    spec['expireAfterSeconds'] = expiry
  }
  if (typeof request['hidden'] === 'boolean') {
    reply['hidden_old'] = spec['hidden'] === true
    reply['hidden_new'] = request['hidden']
    if (request['hidden']) spec['hidden'] = true
    else delete spec['hidden']
  }
  for (const option of ['unique', 'prepareUnique'])
    if (request[option] !== undefined)
      fail('InvalidOptions', `collMod cannot change '${option}' of an index on this server`)
  call.engine.store.catalog.changeIndex(coll, index, spec)
  return reply
}

async function drop(call: Call): Promise<Document> {
  const name = call.collectionName()
  const coll = call.engine.store.catalog.find(call.db, name)
  if (!coll) return { ns: `${call.db}.${name}` }
  await call.engine.transactions.settled(coll)
  const nIndexesWas = new Int32(coll.indexes.length)
  call.engine.store.change(() => dropCollection(call, coll))
  return { nIndexesWas, ns: namespaceOf(coll) }
}

function dropCollection(call: Call, coll: Collection): void {
  call.engine.store.catalog.drop(coll)
  call.engine.store.oplog.append({ op: 'drop', db: coll.db, coll: coll.name })
}

async function dropDatabase(call: Call): Promise<Document> {
  const { store } = call.engine
  const collections = store.catalog.ofDatabase(call.db)
  if (collections.length === 0) return {}
  for (const coll of collections) await call.engine.transactions.settled(coll)
  store.change(() => {
    for (const coll of collections) dropCollection(call, coll)
    store.oplog.append({ op: 'dropDatabase', db: call.db, coll: '' })
  })
  return { dropped: call.db }
}

async function renameCollection(call: Call): Promise<Document> {
  const from = splitNamespace(call.string(call.name))
  const to = splitNamespace(call.string('to'))
  const { store } = call.engine
  const coll = store.catalog.find(from.db, from.name)
  if (!coll) return fail('NamespaceNotFound', `Source collection ${from.db}.${from.name} does not exist`)
  const target = store.catalog.find(to.db, to.name)
  if (target === coll) fail('IllegalOperation', "Can't rename a collection to itself")
  if (target && !call.flag('dropTarget')) fail('NamespaceExists', 'target namespace exists')
  for (const each of target ? [coll, target] : [coll]) await call.engine.transactions.settled(each)
  store.change(() => {
    if (target) store.catalog.drop(target)
    store.catalog.rename(coll, to.db, to.name)
    const body = encodeDocument({ to: { db: to.db, coll: to.name } })
    store.oplog.append({ op: 'rename', db: from.db, coll: from.name, body })
  })
  return {}
}

function splitNamespace(namespace: string | undefined): { db: string; name: string } {
  const dot = namespace?.indexOf('.') ?? -1
  if (!namespace || dot <= 0 || dot === namespace.length - 1)
    fail('InvalidNamespace', `Invalid namespace specified '${namespace ?? ''}'`)
  return { db: namespace.slice(0, dot), name: namespace.slice(dot + 1) }
}

function listCollections(call: Call): Promise<Document> {
  const nameOnly = call.flag('nameOnly')
  const infos = call.engine.store.catalog.ofDatabase(call.db).map((coll) => ({
    name: coll.name,
    type: 'collection',
    ...(!nameOnly && {
      options: coll.options,
      info: { readOnly: false, uuid: new Binary(coll.uuid, Binary.SUBTYPE_UUID) },
      idIndex: coll.indexes[0]?.spec,
    }),
  }))
  const matches = compileFilter(call.document('filter') ?? {})
  return listReply(call, infos.filter(matches), `${call.db}.$cmd.listCollections`)
}

function listDatabases(call: Call): Document {
  const { catalog } = call.engine.store
  const databases = catalog.databases().map((name) => {
    const bytes = catalog.ofDatabase(name).reduce((sum, coll) => sum + coll.bytes, 0)
    return { name, sizeOnDisk: Long.fromNumber(bytes), empty: false }
  })
  const matches = compileFilter(call.document('filter') ?? {})
  const listed = databases.filter(matches)
  if (call.flag('nameOnly')) return { databases: listed.map(({ name }) => ({ name })) }
  const total = databases.reduce((sum, each) => sum + each.sizeOnDisk.toNumber(), 0)
  return {
    databases: listed,
    totalSize: Long.fromNumber(total),
    totalSizeMb: Long.fromNumber(Math.floor(total / 2 ** 20)),
  }
}

export const catalogCommands: Command[] = [
  {
    name: 'create',
    fields: [...STORED_OPTIONS, ...REFUSED_OPTIONS, ...IGNORED_OPTIONS],
    changesCatalog: true,
    run: create,
  },
  { name: 'collMod', fields: [...STORED_OPTIONS, 'index'], changesCatalog: true, run: collMod },
  { name: 'drop', fields: [], changesCatalog: true, run: drop },
  { name: 'dropDatabase', fields: [], changesCatalog: true, run: dropDatabase },
  {
    name: 'renameCollection',
    adminOnly: true,
    fields: ['to', 'dropTarget', 'stayTemp'],
    changesCatalog: true,
    run: renameCollection,
  },
  {
    name: 'listCollections',
    fields: ['filter', 'nameOnly', 'cursor', 'authorizedCollections'],
    run: listCollections,
  },
  {
    name: 'listDatabases',
    adminOnly: true,
    fields: ['filter', 'nameOnly', 'authorizedDatabases'],
    run: listDatabases,
  },
]

import { randomBytes } from 'node:crypto'
import { Int32 } from 'bson'
import { decodeDocument } from '../bson/decode.ts'
import { encodeDocument } from '../bson/encode.ts'
import type { Document } from '../bson/values.ts'
import { buildIndex } from './index-spec.ts'
import { createDocumentsTable, createKeysTable } from './schema.ts'
import { asBuffer, type Sql } from './sqlite.ts'
import { createTextTable } from './text-table.ts'
import { type Collection, type Index, namespaceOf } from './types.ts'

type CollectionRow = [
  id: number,
  db: string,
  name: string,
  uuid: Uint8Array,
  options: Uint8Array,
  count: number,
  bytes: number,
]
type IndexRow = [id: number, collection: number, spec: Uint8Array, multikey: number]

const ID_SPEC: Document = { v: new Int32(2), key: { _id: new Int32(1) }, name: '_id_' }

/**
 * The collections and indexes, in memory and in SQLite. The methods that change SQLite must run inside
 * a transaction of the caller, who reloads the catalog when that transaction fails.
 */
export class Catalog {
  private readonly sql: Sql
  /** Grows with every change of the catalog. */
  version = 0
  private readonly byNamespace = new Map<string, Collection>()

  constructor(sql: Sql) {
    this.sql = sql
    this.reload()
  }

  /** Reads everything from SQLite again. */
  reload(): void {
    const former = new Map([...this.byNamespace.values()].map((coll) => [coll.id, coll]))
    this.byNamespace.clear()
    const byId = new Map<number, Collection>()
    const rows = this.sql.all<CollectionRow>(
      'SELECT id, db, name, uuid, options, count, bytes FROM collections ORDER BY id',
    )
    for (const [id, db, name, uuid, options, count, bytes] of rows) {
      const last = this.sql.get<[last: number | null]>(`SELECT max(rid) FROM docs_${id}`)?.[0] ?? 0
      const coll: Collection = {
        id,
        db,
        name,
        uuid: asBuffer(uuid),
        options: decodeDocument(asBuffer(options)),
        indexes: [buildIndex(0, ID_SPEC, false, 0)],
        count,
        bytes,
        nextRid: last + 1,
        createdAt: 0,
        isDropped: false,
      }
      const known = former.get(id)
      const kept = known ? Object.assign(known, coll, keepRuntime(known, coll)) : coll
      byId.set(id, kept)
      this.byNamespace.set(namespaceOf(kept), kept)
    }
    for (const [id, owner, spec, multikey] of this.sql.all<IndexRow>(
      'SELECT id, collection, spec, multikey FROM indexes WHERE building = 0 ORDER BY id',
    ))
      byId.get(owner)?.indexes.push(buildIndex(id, decodeDocument(asBuffer(spec)), multikey === 1, 0))
  }

  find(db: string, name: string): Collection | undefined {
    return this.byNamespace.get(`${db}.${name}`)
  }

  all(): Iterable<Collection> {
    return this.byNamespace.values()
  }

  /** The collections of one database, by name. */
  ofDatabase(db: string): Collection[] {
    return [...this.byNamespace.values()]
      .filter((coll) => coll.db === db)
      .sort((a, b) => (a.name < b.name ? -1 : 1))
  }

  databases(): string[] {
    return [...new Set([...this.byNamespace.values()].map((coll) => coll.db))].sort()
  }

  create(db: string, name: string, options: Document, createdAt: number): Collection {
    const uuid = makeUuid()
    this.sql.run(
      'INSERT INTO collections (db, name, uuid, options, count, bytes) VALUES (?, ?, ?, ?, 0, 0)',
      db,
      name,
      uuid,
      encodeDocument(options),
    )
    const id = this.lastId()
    this.sql.exec(createDocumentsTable(id))
    const indexes = [buildIndex(0, ID_SPEC, false, createdAt)]
    const counts = { count: 0, bytes: 0, nextRid: 1 }
    const coll = { id, db, name, uuid, options, indexes, ...counts, createdAt, isDropped: false }
    this.byNamespace.set(namespaceOf(coll), coll)
    return coll
  }

  drop(coll: Collection): void {
    for (const index of coll.indexes) if (index.id !== 0) this.sql.exec(`DROP TABLE keys_${index.id}`)
    this.sql.exec(`DROP TABLE docs_${coll.id}`)
    this.sql.run('DELETE FROM indexes WHERE collection = ?', coll.id)
    this.sql.run('DELETE FROM collections WHERE id = ?', coll.id)
    this.byNamespace.delete(namespaceOf(coll))
    coll.isDropped = true
  }

  rename(coll: Collection, db: string, name: string): void {
    this.sql.run('UPDATE collections SET db = ?, name = ? WHERE id = ?', db, name, coll.id)
    this.byNamespace.delete(namespaceOf(coll))
    coll.db = db
    coll.name = name
    this.byNamespace.set(namespaceOf(coll), coll)
  }

  setOptions(coll: Collection, options: Document): void {
    this.sql.run('UPDATE collections SET options = ? WHERE id = ?', encodeDocument(options), coll.id)
    coll.options = options
  }

  /** Adds an index without keys: from here on writes keep it up to date, queries do not see it. */
  createIndex(coll: Collection, spec: Document, createdAt: number): Index {
    this.sql.run(
      'INSERT INTO indexes (collection, spec, multikey, building) VALUES (?, ?, 0, 1)',
      coll.id,
      encodeDocument(spec),
    )
    const id = this.lastId()
    const index = { ...buildIndex(id, spec, false, createdAt), isBuilding: true }
    this.sql.exec(index.text ? createTextTable(id) : createKeysTable(id))
    coll.indexes = [...coll.indexes, index]
    return index
  }

  /** Opens an index to queries: all documents are in it. */
  finishIndex(coll: Collection, index: Index, createdAt: number): void {
    this.sql.run('UPDATE indexes SET building = 0 WHERE id = ?', index.id)
    index.isBuilding = false
    index.createdAt = createdAt
    coll.indexes = [...coll.indexes]
  }

  /** Removes the indexes whose building a crash ended. */
  dropUnfinished(): void {
    for (const [id] of this.sql.all<[id: number]>('SELECT id FROM indexes WHERE building = 1')) {
      this.sql.exec(`DROP TABLE keys_${id}`)
      this.sql.run('DELETE FROM indexes WHERE id = ?', id)
    }
  }

  dropIndex(coll: Collection, index: Index): void {
    this.sql.exec(`DROP TABLE keys_${index.id}`)
    this.sql.run('DELETE FROM indexes WHERE id = ?', index.id)
    coll.indexes = coll.indexes.filter((other) => other !== index)
  }

  /** Replaces the specification of an index (collMod). */
  changeIndex(coll: Collection, index: Index, spec: Document): void {
    this.sql.run('UPDATE indexes SET spec = ? WHERE id = ?', encodeDocument(spec), index.id)
    const changed = buildIndex(index.id, spec, index.multikey, index.createdAt)
    coll.indexes = coll.indexes.map((other) => (other === index ? changed : other))
  }

  setMultikey(index: Index): void {
    if (index.multikey) return
    index.multikey = true
    this.sql.run('UPDATE indexes SET multikey = 1 WHERE id = ?', index.id)
  }

  /** Reads the multikey flags again after a rollback: memory must not know of keys that are not there. */
  restoreMultikey(): void {
    const rows = this.sql.all<[id: number, multikey: number]>('SELECT id, multikey FROM indexes')
    const flags = new Map(rows)
    for (const coll of this.all())
      for (const index of coll.indexes) if (index.id !== 0) index.multikey = flags.get(index.id) === 1
  }

  saveCounts(coll: Collection): void {
    this.sql.run('UPDATE collections SET count = ?, bytes = ? WHERE id = ?', coll.count, coll.bytes, coll.id)
  }

  /** Restores the counts of a collection after a rollback. */
  restoreCounts(coll: Collection): void {
    const row = this.sql.get<[count: number, bytes: number]>(
      'SELECT count, bytes FROM collections WHERE id = ?',
      coll.id,
    )
    if (row) [coll.count, coll.bytes] = row
  }

  private lastId(): number {
    return this.sql.get<[id: number]>('SELECT last_insert_rowid()')?.[0] ?? 0
  }
}

/** What a collection that is already in use keeps when the catalog is read again. */
function keepRuntime(known: Collection, fresh: Collection): Partial<Collection> {
  return { nextRid: Math.max(known.nextRid, fresh.nextRid), createdAt: known.createdAt }
}

/** A random UUID (version 4) as 16 bytes. */
function makeUuid(): Buffer {
  const uuid = randomBytes(16)
  uuid[6] = ((uuid[6] as number) & 0x0f) | 0x40
  uuid[8] = ((uuid[8] as number) & 0x3f) | 0x80
  return uuid
}

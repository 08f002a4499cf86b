import { encodeDocument } from '../bson/encode.ts'
import type { Document } from '../bson/values.ts'
import { diffDocuments } from '../changes/diff.ts'
import type { Catalog } from './catalog.ts'
import { idKeyOf, indexKeys } from './keys.ts'
import type { Oplog, OplogEntry } from './oplog.ts'
import type { Sql } from './sqlite.ts'
import { addTextKeys, removeTextKeys } from './text-table.ts'
import type { Collection, Index } from './types.ts'

/** Marks the changes that belong to one transaction. */
export interface TransactionMark {
  time: number
  txn: Buffer
}

/** A document in both of its forms. */
export interface Image {
  doc: Document
  raw: Buffer
}

/**
 * Writes documents, their index keys and their oplog entries into the open SQLite transaction.
 * It checks nothing: uniqueness and locks are its callers' business.
 */
export class RecordWriter {
  private readonly sql: Sql
  private readonly catalog: Catalog
  private readonly oplog: Oplog
  /** Collections whose counts changed since the last commit. */
  readonly dirty = new Set<Collection>()

  constructor(sql: Sql, catalog: Catalog, oplog: Oplog) {
    this.sql = sql
    this.catalog = catalog
    this.oplog = oplog
  }

  insert(coll: Collection, rid: number, image: Image, mark?: TransactionMark): void {
    const idKey = idKeyOf(image.doc['_id'])
    this.sql.run(`INSERT INTO docs_${coll.id} (rid, id_key, doc) VALUES (?, ?, ?)`, rid, idKey, image.raw)
    for (const index of coll.indexes)
      if (index.id !== 0) this.addKeys(index, indexKeys(index, image.doc), rid)
    this.count(coll, 1, image.raw.length)
    this.log(coll, { op: 'insert', body: image.raw, post: image.raw }, image.doc, mark)
  }

  update(
    coll: Collection,
    rid: number,
    before: Image,
    after: Image,
    op: 'update' | 'replace',
    mark?: TransactionMark,
  ): void {
    this.sql.run(`UPDATE docs_${coll.id} SET doc = ? WHERE rid = ?`, after.raw, rid)
    for (const index of coll.indexes) if (index.id !== 0) this.changeKeys(index, before.doc, after.doc, rid)
    this.count(coll, 0, after.raw.length - before.raw.length)
    const body = op === 'replace' ? after.raw : encodeDocument(diffDocuments(before.doc, after.doc))
    this.log(coll, { op, body, pre: before.raw, post: after.raw }, after.doc, mark)
  }

  remove(coll: Collection, rid: number, image: Image, mark?: TransactionMark): void {
    for (const index of coll.indexes)
      if (index.id !== 0) this.removeKeys(index, indexKeys(index, image.doc), rid)
    this.sql.run(`DELETE FROM docs_${coll.id} WHERE rid = ?`, rid)
    this.count(coll, -1, -image.raw.length)
    this.log(coll, { op: 'delete', pre: image.raw }, image.doc, mark)
  }

  /** Adds the keys of one document to an index. */
  addKeys(index: Index, keys: Uint8Array[], rid: number): void {
    if (keys.length > 1) this.catalog.setMultikey(index)
    if (index.text) addTextKeys(this.sql, index.id, keys, rid)
    else
      for (const key of keys)
        this.sql.run(`INSERT OR IGNORE INTO keys_${index.id} (key, rid) VALUES (?, ?)`, key, rid)
  }

  private changeKeys(index: Index, before: Document, after: Document, rid: number): void {
    const old = indexKeys(index, before)
    const fresh = indexKeys(index, after)
    if (fresh.length > 1) this.catalog.setMultikey(index)
    if (old.length === fresh.length && old.every((key, i) => isEqual(key, fresh[i]))) return
    const isIn = (keys: Uint8Array[], key: Uint8Array) => keys.some((other) => isEqual(key, other))
    // The words of a document stand in one row.
    const gone = index.text ? old : old.filter((key) => !isIn(fresh, key))
    const added = index.text ? fresh : fresh.filter((key) => !isIn(old, key))
    this.removeKeys(index, gone, rid)
    this.addKeys(index, added, rid)
  }

  private removeKeys(index: Index, keys: Uint8Array[], rid: number): void {
    if (index.text) removeTextKeys(this.sql, index.id, rid)
    else
      for (const key of keys) this.sql.run(`DELETE FROM keys_${index.id} WHERE key = ? AND rid = ?`, key, rid)
  }

  private count(coll: Collection, documents: number, bytes: number): void {
    coll.count += documents
    coll.bytes += bytes
    this.dirty.add(coll)
  }

  private log(
    coll: Collection,
    change: Pick<OplogEntry, 'op' | 'body' | 'pre' | 'post'>,
    doc: Document,
    mark: TransactionMark | undefined,
  ): void {
    const entry: OplogEntry = { op: change.op, db: coll.db, coll: coll.name }
    entry.key = encodeDocument({ _id: doc['_id'] })
    if (change.body) entry.body = change.body
    if (keepsImages(coll)) {
      if (change.pre) entry.pre = change.pre
      if (change.post && change.op === 'update') entry.post = change.post
    }
    if (mark) entry.txn = mark.txn
    this.oplog.append(entry, mark?.time)
  }
}

function isEqual(key: Uint8Array, other: Uint8Array | undefined): boolean {
  return other !== undefined && Buffer.compare(key, other) === 0
}

function keepsImages(coll: Collection): boolean {
  const option = coll.options['changeStreamPreAndPostImages'] as Document | undefined
  return option?.['enabled'] === true
}

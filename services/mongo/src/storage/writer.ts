import { fail } from '../errors.ts'
import type { Batch } from './batch.ts'
import type { Clock } from './clock.ts'
import { duplicateKeyError } from './duplicate-key.ts'
import { idKeyOf, indexKeys } from './keys.ts'
import { LockTable } from './locks.ts'
import type { Image, RecordWriter } from './record-writer.ts'
import type { SqlView } from './sql-view.ts'
import { type Collection, type Index, namespaceOf, type View } from './types.ts'

/** What a command can do to documents, outside or inside a transaction. */
export interface DocumentWriter {
  /** What this writer sees, its own writes included. */
  readonly view: View
  /** @throws ServerError DuplicateKey; LockedByTransaction; WriteConflict inside a transaction */
  insert(coll: Collection, image: Image): void
  update(coll: Collection, rid: number, before: Image, after: Image, op: 'update' | 'replace'): void
  remove(coll: Collection, rid: number, image: Image): void
}

/** Writes outside transactions: straight into the open batch. */
export class DirectWriter implements DocumentWriter {
  readonly view: SqlView
  private readonly batch: Batch
  private readonly records: RecordWriter
  private readonly locks: LockTable
  private readonly clock: Clock

  constructor(parts: { view: SqlView; batch: Batch; records: RecordWriter; locks: LockTable; clock: Clock }) {
    this.view = parts.view
    this.batch = parts.batch
    this.records = parts.records
    this.locks = parts.locks
    this.clock = parts.clock
  }

  insert(coll: Collection, image: Image): void {
    this.assertUnique(coll, coll.indexes, image, undefined)
    const rid = coll.nextRid++
    this.apply(coll, rid, () => this.records.insert(coll, rid, image))
  }

  update(coll: Collection, rid: number, before: Image, after: Image, op: 'update' | 'replace'): void {
    this.locks.assertFree(() => LockTable.document(coll.id, rid))
    this.assertUnique(coll, coll.indexes.slice(1), after, rid)
    this.apply(coll, rid, () => this.records.update(coll, rid, before, after, op))
  }

  remove(coll: Collection, rid: number, image: Image): void {
    this.locks.assertFree(() => LockTable.document(coll.id, rid))
    this.apply(coll, rid, () => this.records.remove(coll, rid, image))
  }

  private assertUnique(coll: Collection, indexes: Index[], image: Image, self: number | undefined): void {
    for (const index of indexes) {
      // Keys of every index are made here, so that a document that cannot be indexed changes nothing.
      const keys = index.id === 0 ? [idKeyOf(image.doc['_id'])] : indexKeys(index, image.doc)
      if (!index.unique) continue
      for (const key of keys) {
        const holder = this.view.holderOf(coll, index, key)
        if (holder !== undefined && holder !== self) throw duplicateKeyError(coll, index, image.doc, key)
        this.locks.assertFree(() => LockTable.uniqueKey(coll.id, index.id, key))
      }
    }
  }

  private apply(coll: Collection, rid: number, write: () => void): void {
    if (coll.isDropped) fail('QueryPlanKilled', `collection dropped: ${namespaceOf(coll)}`)
    this.batch.run(write)
    this.locks.noteChange(LockTable.document(coll.id, rid), this.clock.now())
  }
}

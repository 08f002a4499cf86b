import { idKeyOf, indexKeys } from '../storage/keys.ts'
import type { Image } from '../storage/record-writer.ts'
import type { Collection, Index, KeyRange, Row } from '../storage/types.ts'
import { SortedKeys } from './sorted-keys.ts'

/** What a transaction has changed in one collection: the new document by record, null when deleted. */
export class Overlay {
  private readonly coll: Collection
  private readonly images = new Map<number, Image | null>()
  private readonly inserted = new Set<number>()
  /** Keys of the changed documents, for each index that has been asked for. */
  private readonly keys = new Map<Index, SortedKeys>()

  constructor(coll: Collection) {
    this.coll = coll
  }

  /** Documents added minus documents removed. */
  get countDelta(): number {
    let delta = 0
    for (const [rid, image] of this.images) {
      if (image && this.inserted.has(rid)) delta++
      if (!image && !this.inserted.has(rid)) delta--
    }
    return delta
  }

  has(rid: number): boolean {
    return this.images.has(rid)
  }

  get(rid: number): Image | null | undefined {
    return this.images.get(rid)
  }

  set(rid: number, image: Image | null, isInsert = false): void {
    const before = this.images.get(rid)
    for (const [index, keys] of this.keys) {
      if (before) for (const key of keysOf(index, before)) keys.remove(key, rid)
      if (image) for (const key of keysOf(index, image)) keys.add({ key, rid, doc: image.raw })
    }
    this.images.set(rid, image)
    if (isInsert) this.inserted.add(rid)
  }

  /** The documents this transaction inserted, in record order. */
  insertedRows(): Row[] {
    const rids = [...this.inserted].sort((a, b) => a - b)
    return rids.flatMap((rid) => {
      const image = this.images.get(rid)
      return image ? [{ rid, doc: image.raw }] : []
    })
  }

  /** Rows of an index within a range, in key order. */
  rows(index: Index, range: KeyRange): Row[] {
    return this.keysOf(index).within(range)
  }

  holderOf(index: Index, key: Uint8Array): number | undefined {
    return this.keysOf(index).holderOf(key)
  }

  holderOfId(idKey: Uint8Array): number | undefined {
    return this.holderOf(this.coll.indexes[0] as Index, idKey)
  }

  private keysOf(index: Index): SortedKeys {
    let keys = this.keys.get(index)
    if (!keys) {
      keys = new SortedKeys()
      for (const [rid, image] of this.images)
        if (image) for (const key of keysOf(index, image)) keys.add({ key, rid, doc: image.raw })
      this.keys.set(index, keys)
    }
    return keys
  }
}

function keysOf(index: Index, image: Image): Uint8Array[] {
  return index.id === 0 ? [idKeyOf(image.doc['_id'])] : indexKeys(index, image.doc)
}

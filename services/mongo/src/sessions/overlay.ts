import { compareKeys, idKeyOf, indexKeys } from '../storage/keys.ts'
import type { Image } from '../storage/record-writer.ts'
import type { Collection, Index, KeyRange, Row } from '../storage/types.ts'

/** A key of an index that leads to a document of the overlay. */
interface Entry {
  key: Uint8Array
  rid: number
  doc: Buffer
}

/** What a transaction has changed in one collection: the new document by record, null when deleted. */
export class Overlay {
  readonly coll: Collection
  private readonly images = new Map<number, Image | null>()
  private readonly inserted = new Set<number>()
  /** Sorted keys per index, made when first asked for after a change. */
  private readonly sorted = new Map<Index, Entry[]>()

  constructor(coll: Collection) {
    this.coll = coll
  }

  /** Documents added minus documents removed. */
  get countDelta(): number {
    let removed = 0
    for (const [rid, image] of this.images) if (image === null && !this.inserted.has(rid)) removed++
    let added = 0
    for (const rid of this.inserted) if (this.images.get(rid)) added++
    return added - removed
  }

  has(rid: number): boolean {
    return this.images.has(rid)
  }

  get(rid: number): Image | null | undefined {
    return this.images.get(rid)
  }

  isInsert(rid: number): boolean {
    return this.inserted.has(rid)
  }

  set(rid: number, image: Image | null, isInsert = false): void {
    this.images.set(rid, image)
    if (isInsert) this.inserted.add(rid)
    this.sorted.clear()
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
    return this.entries(index).filter(
      ({ key }) => compareKeys(key, range.from) >= 0 && (range.to === null || compareKeys(key, range.to) < 0),
    )
  }

  holderOf(index: Index, key: Uint8Array): number | undefined {
    return this.entries(index).find((entry) => compareKeys(entry.key, key) === 0)?.rid
  }

  private entries(index: Index): Entry[] {
    const known = this.sorted.get(index)
    if (known) return known
    const entries: Entry[] = []
    for (const [rid, image] of this.images) {
      if (!image) continue
      const keys = index.id === 0 ? [idKeyOf(image.doc['_id'])] : indexKeys(index, image.doc)
      for (const key of keys) entries.push({ key, rid, doc: image.raw })
    }
    entries.sort((a, b) => compareKeys(a.key, b.key) || a.rid - b.rid)
    this.sorted.set(index, entries)
    return entries
  }
}

import { compareKeys } from '../storage/keys.ts'
import type { KeyRange } from '../storage/types.ts'

/** A key of an index and the document it leads to. */
export interface KeyEntry {
  key: Uint8Array
  rid: number
  doc: Buffer
}

/** Keys of one index in their order, for transactions: found by halving, changed in place. */
export class SortedKeys {
  private readonly entries: KeyEntry[] = []

  add(entry: KeyEntry): void {
    this.entries.splice(this.position(entry.key, entry.rid), 0, entry)
  }

  remove(key: Uint8Array, rid: number): void {
    const at = this.position(key, rid)
    const entry = this.entries[at]
    if (entry && entry.rid === rid && compareKeys(entry.key, key) === 0) this.entries.splice(at, 1)
  }

  /** A copy of the entries within a range, which later changes do not touch. */
  within({ from, to }: KeyRange): KeyEntry[] {
    const end = to === null ? this.entries.length : this.position(to, 0)
    return this.entries.slice(this.position(from, 0), end)
  }

  /** The document that has exactly this key. */
  holderOf(key: Uint8Array): number | undefined {
    const entry = this.entries[this.position(key, 0)]
    return entry && compareKeys(entry.key, key) === 0 ? entry.rid : undefined
  }

  /** Where an entry of this key and record is, or would be. Record numbers begin with 1. */
  private position(key: Uint8Array, rid: number): number {
    let low = 0
    let high = this.entries.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const entry = this.entries[middle] as KeyEntry
      if ((compareKeys(entry.key, key) || entry.rid - rid) < 0) low = middle + 1
      else high = middle
    }
    return low
  }
}

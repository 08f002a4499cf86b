import { compareKeys } from '../storage/keys.ts'
import type { SqlView } from '../storage/sql-view.ts'
import type { Collection, Index, KeyRange, Row, View } from '../storage/types.ts'
import { Overlay } from './overlay.ts'

/** A snapshot with a transaction's own changes laid over it. */
export class TransactionView implements View {
  private readonly snapshot: SqlView
  private readonly overlays = new Map<number, Overlay>()

  constructor(snapshot: SqlView) {
    this.snapshot = snapshot
  }

  /** The changes in a collection, to be added to. */
  overlayOf(coll: Collection): Overlay {
    let overlay = this.overlays.get(coll.id)
    if (!overlay) {
      overlay = new Overlay(coll)
      this.overlays.set(coll.id, overlay)
    }
    return overlay
  }

  hasChanged(coll: Collection): boolean {
    return this.overlays.has(coll.id)
  }

  canSee(index: Index): boolean {
    return this.snapshot.canSee(index)
  }

  byIdKey(coll: Collection, idKey: Uint8Array): Row | undefined {
    const overlay = this.overlays.get(coll.id)
    const rid = overlay?.holderOfId(idKey)
    const image = rid === undefined ? undefined : overlay?.get(rid)
    if (rid !== undefined && image) return { rid, doc: image.raw }
    const row = this.snapshot.byIdKey(coll, idKey)
    return row && overlay?.has(row.rid) ? undefined : row
  }

  byRid(coll: Collection, rid: number): Row | undefined {
    const image = this.overlays.get(coll.id)?.get(rid)
    if (image === null) return undefined
    return image ? { rid, doc: image.raw } : this.snapshot.byRid(coll, rid)
  }

  holderOf(coll: Collection, index: Index, key: Uint8Array): number | undefined {
    const overlay = this.overlays.get(coll.id)
    const own = overlay?.holderOf(index, key)
    if (own !== undefined) return own
    const holder = this.snapshot.holderOf(coll, index, key)
    return holder !== undefined && overlay?.has(holder) ? undefined : holder
  }

  *scanAll(coll: Collection, reverse: boolean, expected: number): Iterable<Row> {
    const overlay = this.overlays.get(coll.id)
    const rows = this.snapshot.scanAll(coll, reverse, expected)
    if (!overlay) {
      yield* rows
      return
    }
    // Records made by the transaction have higher numbers than anything in its snapshot.
    const inserted = overlay.insertedRows()
    if (reverse) yield* inserted.reverse()
    for (const row of rows) {
      const image = overlay.get(row.rid)
      if (image === undefined) yield row
      else if (image) yield { rid: row.rid, doc: image.raw }
    }
    if (!reverse) yield* inserted
  }

  *scanIndex(
    coll: Collection,
    index: Index,
    range: KeyRange,
    reverse: boolean,
    expected: number,
  ): Iterable<Row> {
    const overlay = this.overlays.get(coll.id)
    const rows = this.snapshot.scanIndex(coll, index, range, reverse, expected)
    if (!overlay) {
      yield* rows
      return
    }
    const own = overlay.rows(index, range)
    if (reverse) own.reverse()
    yield* merge(
      own,
      keep(rows, (row) => !overlay.has(row.rid)),
      reverse,
    )
  }

  estimate(coll: Collection, index: Index, ranges: KeyRange[], cap: number): number {
    return this.snapshot.estimate(coll, index, ranges, cap)
  }

  count(coll: Collection): number {
    return this.snapshot.count(coll) + (this.overlays.get(coll.id)?.countDelta ?? 0)
  }
}

function* keep(rows: Iterable<Row>, test: (row: Row) => boolean): Iterable<Row> {
  for (const row of rows) if (test(row)) yield row
}

/** Two sequences in key order as one. */
function* merge(own: Row[], rows: Iterable<Row>, reverse: boolean): Iterable<Row> {
  const sign = reverse ? -1 : 1
  let at = 0
  for (const row of rows) {
    for (; at < own.length && order(own[at] as Row, row) * sign < 0; at++) yield own[at] as Row
    yield row
  }
  for (; at < own.length; at++) yield own[at] as Row
}

function order(a: Row, b: Row): number {
  return compareKeys(a.key as Uint8Array, b.key as Uint8Array) || a.rid - b.rid
}

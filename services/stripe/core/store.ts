import { missing } from './errors.ts'
import type { Journal } from './journal.ts'
import type { Kind, Objects } from './objects.ts'

type Stored = { id: string; object: string }
type Before = { kind: Kind; id: string; was: Stored | undefined }

/**
 * All objects, in memory and on disk. A request changes them within `change`, which undoes everything when it fails;
 * what comes out is a copy, so that only `put` changes what is kept.
 */
export class Store {
  private readonly tables = new Map<Kind, Map<string, Stored>>()
  private readonly journal: Journal
  private undo: Before[] | null = null

  /** @param base where the hosted pages are */
  constructor(journal: Journal, base: string) {
    this.journal = journal
    const entries = journal.read(base)
    for (const entry of entries) this.set(entry.kind, entry.id, entry.value)
    const live = [...this.tables.values()].reduce((sum, { size }) => sum + size, 0)
    if (journal.isTorn || entries.length > 2 * live) journal.rewrite(this.everything())
  }

  find<K extends Kind>(kind: K, id: string | null | undefined): Objects[K] | undefined {
    const found = id ? this.table(kind).get(id) : undefined
    return found && (structuredClone(found) as unknown as Objects[K])
  }

  /** @throws StripeError `resource_missing` */
  get<K extends Kind>(kind: K, id: string, param?: string): Objects[K] {
    const found = this.find(kind, id)
    if (found) return found
    throw missing(kind.replace(/^.*\./, ''), id, param)
  }

  /** @returns all of a kind, newest first */
  all<K extends Kind>(kind: K, filter: (object: Objects[K]) => boolean = () => true): Objects[K][] {
    const objects = [...this.table(kind).values()] as unknown as Objects[K][]
    return objects
      .reverse()
      .filter(filter)
      .map((object) => structuredClone(object))
  }

  /** Shows all of a kind, oldest first, without copying; what is shown must not be changed. */
  each<K extends Kind>(kind: K, visit: (object: Readonly<Objects[K]>) => void): void {
    for (const object of this.table(kind).values()) visit(object as unknown as Objects[K])
  }

  count(kind: Kind): number {
    return this.table(kind).size
  }

  put<K extends Kind>(kind: K, object: Objects[K]): void {
    this.note(kind, object.id)
    this.set(kind, object.id, structuredClone(object) as Stored)
  }

  drop(kind: Kind, id: string): void {
    this.note(kind, id)
    this.set(kind, id, undefined)
  }

  /** Runs a change and keeps it, or undoes it when it throws. @param keeps whether an error is one that leaves its changes */
  change<T>(work: () => T, keeps: (error: unknown) => boolean = () => false): T {
    const outer = this.undo
    const mine: Before[] = []
    this.undo = mine
    let kept = false
    try {
      const result = work()
      kept = true
      return result
    } catch (error) {
      kept = keeps(error)
      throw error
    } finally {
      this.undo = outer
      if (!kept) this.revert(mine)
      else if (outer) outer.push(...mine)
      else this.journal.append(this.latest(mine))
    }
  }

  /** Runs a change to see what would come of it, and undoes it. */
  rehearse<T>(work: () => T): T {
    const outer = this.undo
    const mine: Before[] = []
    this.undo = mine
    try {
      return work()
    } finally {
      this.undo = outer
      this.revert(mine)
    }
  }

  /** Shortens the file when it has grown long. */
  tidy(): void {
    if (this.journal.isLong) this.journal.rewrite(this.everything())
  }

  private table(kind: Kind): Map<string, Stored> {
    let table = this.tables.get(kind)
    if (!table) {
      table = new Map()
      this.tables.set(kind, table)
    }
    return table
  }

  private note(kind: Kind, id: string): void {
    if (!this.undo) throw new Error('A change outside of Store.change')
    this.undo.push({ kind, id, was: this.table(kind).get(id) })
  }

  private set(kind: Kind, id: string, value: Stored | undefined): void {
    if (value) this.table(kind).set(id, value)
    else this.table(kind).delete(id)
  }

  private revert(changes: Before[]): void {
    for (const { kind, id, was } of changes.toReversed()) this.set(kind, id, was)
  }

  private latest(changes: Before[]) {
    const unique = new Map(changes.map((change) => [`${change.kind} ${change.id}`, change]))
    return [...unique.values()].map(({ kind, id }) => ({ kind, id, value: this.table(kind).get(id) }))
  }

  private everything() {
    return [...this.tables].flatMap(([kind, table]) => [...table].map(([id, value]) => ({ kind, id, value })))
  }
}

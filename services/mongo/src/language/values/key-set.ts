import { keyString } from '../keys/encode-key.ts'
import { compareStrings, compareWith, type StringOrder } from './compare.ts'

/**
 * A map by value: 1 and 1.0 are the same key, the order of fields matters. Under a collation, whose
 * equality has no hash, keys are kept in order and found by bisection.
 */
export class KeyMap<T> {
  readonly #strings: StringOrder
  readonly #byText = new Map<string, T>()
  readonly #sorted: { key: unknown; value: T }[] = []

  constructor(strings: StringOrder) {
    this.#strings = strings
  }

  #find(key: unknown): { at: number; found: boolean } {
    let low = 0
    let high = this.#sorted.length
    while (low < high) {
      const middle = (low + high) >> 1
      const order = compareWith(this.#sorted[middle]?.key, key, this.#strings)
      if (order === 0) return { at: middle, found: true }
      if (order < 0) low = middle + 1
      else high = middle
    }
    return { at: low, found: false }
  }

  get(key: unknown): T | undefined {
    if (this.#strings === compareStrings) return this.#byText.get(keyString(key))
    const { at, found } = this.#find(key)
    return found ? this.#sorted[at]?.value : undefined
  }

  set(key: unknown, value: T): void {
    if (this.#strings === compareStrings) {
      this.#byText.set(keyString(key), value)
      return
    }
    const { at, found } = this.#find(key)
    this.#sorted.splice(at, found ? 1 : 0, { key, value })
  }
}

/** A set by value. */
export class KeySet {
  readonly #map: KeyMap<true>

  constructor(strings: StringOrder) {
    this.#map = new KeyMap(strings)
  }

  has(value: unknown): boolean {
    return this.#map.get(value) === true
  }

  /** Adds a value and says whether it is new. */
  add(value: unknown): boolean {
    if (this.#map.get(value)) return false
    this.#map.set(value, true)
    return true
  }
}

import type { Document } from './types.ts'

/** Sets a field of a document, also one named `__proto__`. */
export function setOwn(document: Document, name: string, value: unknown): void {
  if (name !== '__proto__') document[name] = value
  else Object.defineProperty(document, name, { value, enumerable: true, configurable: true, writable: true })
}

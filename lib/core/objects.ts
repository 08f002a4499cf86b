type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** @returns a copy without the keys whose value is undefined, so that a partial update leaves them alone */
export function definedOnly<T extends object>(object: T): Defined<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Defined<T>
}

/** One choice of a list: what is stored, and what people read. */
export type Option<Value extends string = string> = { value: Value; label: string }

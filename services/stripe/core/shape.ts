import { invalid } from './errors.ts'
import { isGroup, type Raw } from './form.ts'

/** How one parameter is read. `inside` and `each` say what it holds, for the test that compares names with Stripe's. */
export type Rule<T> = {
  read(raw: Raw, path: string): T
  required?: true
  inside?: Shape
  each?: Rule<unknown>
}
export type Shape = { [name: string]: Rule<unknown> }
type Needed<S> = { [K in keyof S]: S[K] extends { required: true } ? K : never }[keyof S]
type Value<R> = R extends Rule<infer T> ? T : never
/** What a shape reads. */
export type Params<S> = { [K in Needed<S>]: Value<S[K]> } & {
  [K in Exclude<keyof S, Needed<S>>]?: Value<S[K]> | undefined
}

const wrong = (path: string, what: string, raw: Raw) =>
  invalid(`Invalid ${what}: ${typeof raw === 'string' ? raw.slice(0, 100) : 'must not have parts'}`, {
    param: path,
    code: what === 'integer' ? 'parameter_invalid_integer' : 'parameter_invalid',
  })

/** Text; an empty one means "take it away". */
export const text = (max = 5000): Rule<string> => ({
  read(raw, path) {
    if (typeof raw !== 'string') throw wrong(path, 'string', raw)
    if (raw.length <= max) return raw
    throw invalid(`Invalid string: must be at most ${max} characters`, {
      param: path,
      code: 'parameter_invalid_string_too_long',
    })
  },
})

export const whole = (min = -99_999_999, max = 9_999_999_999): Rule<number> => ({
  read(raw, path) {
    if (typeof raw !== 'string' || !/^-?\d{1,16}$/.test(raw)) throw wrong(path, 'integer', raw)
    const value = Number(raw)
    if (value < min)
      throw invalid(`This value must be greater than or equal to ${min}.`, {
        param: path,
        code: 'parameter_invalid_integer',
      })
    if (value > max)
      throw invalid(`This value must be less than or equal to ${max}.`, {
        param: path,
        code: 'parameter_invalid_integer',
      })
    return value
  },
})

/** A number that keeps its digits: "0.25". */
export const decimal = (): Rule<string> => ({
  read(raw, path) {
    if (typeof raw === 'string' && /^-?\d{1,14}(\.\d{1,12})?$/.test(raw)) return raw
    throw wrong(path, 'decimal', raw)
  },
})

export const flag = (): Rule<boolean> => ({
  read(raw, path) {
    if (raw === 'true' || raw === 'false') return raw === 'true'
    throw wrong(path, 'boolean', raw)
  },
})

export const choice = <const C extends string>(...choices: C[]): Rule<C> => ({
  read(raw, path) {
    const found = choices.find((value) => value === raw)
    if (found !== undefined) return found
    throw invalid(`Invalid ${path}: must be one of ${choices.join(', ')}`, { param: path })
  },
})

/** Names and texts of the caller's own. An empty text takes one away, an empty map all. */
export const map = (maxKeys = 50): Rule<Record<string, string>> => ({
  read(raw, path) {
    if (raw === '') return {}
    if (!isGroup(raw)) throw wrong(path, 'object', raw)
    const entries = Object.entries(raw)
    if (entries.length > maxKeys) throw invalid(`Metadata may have at most ${maxKeys} keys`, { param: path })
    return Object.fromEntries(entries.map(([key, value]) => [key, text(500).read(value, `${path}[${key}]`)]))
  },
})

export const many = <T>(each: Rule<T>, max = 100): Rule<T[]> => ({
  each,
  read(raw, path) {
    if (raw === '') return []
    if (typeof raw === 'string') throw wrong(path, 'array', raw)
    const values = Object.values(raw)
    if (values.length > max) throw invalid(`Array may have at most ${max} elements`, { param: path })
    return values.map((value, at) => each.read(value, `${path}[${at}]`))
  },
})

export const group = <S extends Shape>(inside: S): Rule<Params<S>> => ({
  inside,
  read(raw, path) {
    if (isGroup(raw)) return readParams(inside, raw, path)
    throw wrong(path, 'object', raw)
  },
})

/** What may be emptied: an empty text reads as null. */
export const emptyable = <T>(rule: Rule<T>): Rule<T | null> => ({
  ...rule,
  read: (raw, path) => (raw === '' ? null : rule.read(raw, path)),
})

/** Either a text of its own ("now") or what the rule reads. */
export const or = <const W extends string, T>(word: W, rule: Rule<T>): Rule<W | T> => ({
  ...rule,
  read: (raw, path) => (raw === word ? word : rule.read(raw, path)),
})

export const need = <T>(rule: Rule<T>): Rule<T> & { required: true } => ({ ...rule, required: true })

/** @throws StripeError for a parameter that is unknown, missing or wrong; the first that is found */
export function readParams<S extends Shape>(shape: S, raw: { [key: string]: Raw }, path = ''): Params<S> {
  const at = (name: string) => (path ? `${path}[${name}]` : name)
  for (const name of Object.keys(raw))
    if (!Object.hasOwn(shape, name))
      throw invalid(`Received unknown parameter: ${at(name)}`, { code: 'parameter_unknown', param: at(name) })
  const values: Record<string, unknown> = {}
  for (const [name, rule] of Object.entries(shape)) {
    const value = raw[name]
    if (value !== undefined) values[name] = rule.read(value, at(name))
    else if (rule.required)
      throw invalid(`Missing required param: ${at(name)}.`, { code: 'parameter_missing', param: at(name) })
  }
  return values as Params<S>
}

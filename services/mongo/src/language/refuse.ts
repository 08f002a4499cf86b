import { fail } from '../errors.ts'

/** Refuses what this server does not do, rather than answering differently from MongoDB. */
export function refuse(what: string): never {
  fail('CommandNotSupported', `${what} is not supported by this server`)
}

import type { ErrorBody } from './errors'

/** What a server action resolves to. Actions never throw over the wire. */
export type Result<T> = { ok: true; data: T } | { ok: false; error: ErrorBody }

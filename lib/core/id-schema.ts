import { z } from 'zod'

/** Matches the 24 hex digits of a MongoDB ObjectId; what every id in a URL or a body must look like. */
export const idSchema = z.string().regex(/^[0-9a-f]{24}$/, 'is not an id')

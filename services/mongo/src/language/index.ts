/**
 * MongoDB's query, update and aggregation language over BSON values (see `values/types.ts`): pure and
 * synchronous. What differs from MongoDB is listed in DIFFERENCES.md.
 */
export { compileFilter, compileProjection, compileSort } from './filter.ts'
export { encodeKey } from './keys/encode-key.ts'
export { extractIndexKeys } from './keys/extract-keys.ts'
export { runPipeline } from './pipeline/compile.ts'
export type { Merge, PipelineResolver, WriteRequest } from './pipeline/stage.ts'
export { validateAgainstSchema } from './schema/validate.ts'
export { applyUpdate } from './update/apply.ts'
export { upsertSeed } from './update/seed.ts'
export { compareValues } from './values/compare.ts'

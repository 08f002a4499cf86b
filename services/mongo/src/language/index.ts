export {
  applyUpdate,
  compileFilter,
  compileProjection,
  compileSort,
  runPipeline,
  upsertSeed,
  validateAgainstSchema,
} from './interim.ts'
export { encodeKey } from './keys/encode-key.ts'
export { extractIndexKeys } from './keys/extract-keys.ts'
export { compareValues } from './values/compare.ts'
export type { Document } from './values/types.ts'

import 'server-only'

export { costOf } from './catalogue/cost'
export { allModels, chooseModel, findModel, hasModels, listModels } from './choose-model'
export { rotateSecrets } from './connections/rotate-secrets'
export { mergeSettings } from './defaults/merge-settings'
export { readModelSettings } from './defaults/model-settings'
export { modelData } from './personal-data'
export {
  isOwnKey,
  languageModelOf,
  type ModelAccess,
  openModels,
  openModelsOf,
  takesSchema,
} from './registry/access'
export { findEmbedder } from './registry/embedder'

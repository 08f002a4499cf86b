import 'server-only'

export { reachableModels } from './catalogue'
export { chooseModel, listModels } from './choose-model'

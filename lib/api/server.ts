import 'server-only'

export { answerCompletion } from './answer-completion'
export { listApiModels } from './list-api-models'
export { describeApi } from './openapi'
export { readApiUsage } from './read-api-usage'

import 'server-only'

export { listWays } from './manage-ways'
export { withProviders } from './oauth/next-auth'
export { configuredProviders } from './oauth/providers'
export { readSecondStep } from './second-step'

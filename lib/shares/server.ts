import 'server-only'

export { drawCard } from './card'
export { listShares } from './manage-shares'
export { readShared, readSharedTitle } from './read-shared'

import 'server-only'

export { drawCard } from './card'
export { listShares } from './manage-shares'
export { shareData } from './personal-data'
export { readShared, readSharedTitle } from './read-shared'

import 'server-only'

export { listKeys } from './manage/manage-keys'
export { openKey } from './open-key'
export { keyData } from './personal-data'

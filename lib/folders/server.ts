import 'server-only'

export { createFolder } from './manage-folder'
export { folderData } from './personal-data'
export { folderInstructions, listFolders, requireFolder } from './read-folders'

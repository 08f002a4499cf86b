import 'server-only'

export { createFolder } from './manage-folder'
export { folderInstructions, listFolders, requireFolder } from './read-folders'

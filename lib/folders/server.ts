import 'server-only'

export { folderInstructions, listFolders, requireFolder } from './read-folders'

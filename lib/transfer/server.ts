import 'server-only'

export { exportAll, exportConversation, readPrinted } from './export/export-conversations'
export { cancelImport, getImport, listImports } from './import/progress'
export { reapImports } from './import/reap'
export { importConversations } from './import/run-import'
export { transferData } from './personal-data'

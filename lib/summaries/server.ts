import 'server-only'

export {
  deleteSummariesFrom,
  findSummaries,
  findSummary,
  type SummaryRecord,
  saveSummary,
  updateSummary,
} from './data'
export { summaryData } from './personal-data'
export { writeSummary } from './write-summary'

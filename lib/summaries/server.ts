import 'server-only'

export {
  deleteSummariesFrom,
  findSummaries,
  findSummary,
  type SummaryRecord,
  saveSummary,
  updateSummary,
} from './data'
export { writeSummary } from './write-summary'

import 'server-only'

export { listReports } from './manage-reports'
export { feedbackData } from './personal-data'

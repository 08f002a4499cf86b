import 'server-only'

export { feedbackData } from './personal-data'

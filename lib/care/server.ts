import 'server-only'

export { careAdvice, careWords, needsCare } from './needs-care'

import 'server-only'

export { careAdvice, needsCare } from './needs-care'

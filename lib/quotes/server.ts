import 'server-only'

export { readQuoteOffer } from './ask-for-quote'
export { quoteJobs } from './mails'
export { listQuotes } from './manage-quotes'
export { quoteData } from './personal-data'

import 'server-only'

export { listPeople } from './list-people'
export { peopleJobs } from './mails'

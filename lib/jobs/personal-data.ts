import 'server-only'
import { personalCollection, type Subject } from '@/lib/platform/personal-data'

const FIELDS = ['userId', 'email', 'from', 'to'] as const

function whose({ userId, email }: Subject) {
  return {
    $or: FIELDS.map((field) => ({ [`payload.${field}`]: field === 'userId' ? userId : email })),
  }
}

/** What this domain keeps of a person. */
export const jobData = [
  personalCollection({
    collection: 'jobs',
    about: 'Work in the background for you, such as mails. Kept for a week after it is done.',
    // A job's key is made of ids and says nothing more.
    without: ['key'],
    whose,
  }),
]

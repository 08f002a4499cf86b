import 'server-only'
import { personalCollection } from '@/lib/platform/personal-data'

/** What this domain keeps of a person. */
export const chatData = [
  personalCollection({
    collection: 'messages',
    about: 'Everything you wrote and every reply, in all versions. parentId says what a message answers.',
  }),
  personalCollection({ collection: 'conversations', about: 'Your conversations.' }),
]

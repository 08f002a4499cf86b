import 'server-only'
import { personalCollection } from '@/lib/platform/personal-data'

/** What this domain keeps of a person. */
export const assistantData = [personalCollection({ collection: 'assistants', about: 'Your assistants.' })]

import 'server-only'
import { personalCollection } from '@/lib/platform/personal-data'

/** What this domain keeps of a person. */
export const promptData = [personalCollection({ collection: 'prompts', about: 'Your prompts.' })]

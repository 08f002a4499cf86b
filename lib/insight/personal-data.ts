import 'server-only'
import { personalCollection } from '@/lib/platform/personal-data'

/** What this domain keeps of a person. */
export const insightData = [
  personalCollection({
    collection: 'emotionReadings',
    about: 'How your messages were read to feel, and what you said it was instead. _id is the message.',
  }),
  personalCollection({ collection: 'moodCheckIns', about: 'How you said you felt.' }),
  personalCollection({ collection: 'moodReflections', about: 'Looks back at a week that you kept.' }),
  personalCollection({
    collection: 'insightSettings',
    about: 'How you want emotional insight to be, and what your corrections have taught it (bias).',
  }),
]

import 'server-only'
import { byUserAlone, personalCollection } from '@/lib/platform/personal-data'

/** What this domain keeps of a person. */
export const archiveData = [
  personalCollection({
    collection: 'dataExports',
    about: 'Archives of your data that you asked for, this one included.',
    without: ['blobId'],
  }),
]

/** The bytes of earlier archives would double with every archive. */
export const archiveItself = [
  personalCollection({
    collection: 'blobChunks',
    about: 'Archives of your data, until they end.',
    whose: byUserAlone,
  }),
]

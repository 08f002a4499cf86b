import 'server-only'

export { adviceFor } from './adapt/advise'
export { purgeReadings, purgeReadingsOf } from './data'
export { insightData } from './personal-data'
export { beginReading } from './reading/make-reading'
export { getMessageInsight } from './reading/show-reading'
export { getInsightSettings, getInsightState } from './settings/manage-settings'

import 'server-only'

export type { ActiveGeneration } from './active'
export { assembleParts, chunksOf, plainText, type ReplyChunk, type ReplyPart } from './chunks'
export {
  createGeneration,
  type EndStatus,
  endGeneration,
  findByKey,
  findConversationsWithReplies,
  findGeneration,
  findNewestByKey,
  findOwnGeneration,
  findRunning,
  findStale,
  type GenerationRecord,
  markStopRequested,
  purgeGenerations,
  purgeReplyLogs,
  purgeTemporary,
  retireKeys,
  stopAllIn,
  TEMPORARY_KEY,
} from './data'
export { readWholeLog } from './log/data'
export { generationData } from './personal-data'
export { streamGeneration } from './read'
export { interruptAll, isAbandoned, runGeneration, STALE_MS, stopLocally } from './run'
export { STREAM_HEADERS } from './sse'
export { stopOfBanned } from './stop-of-banned'

'use server'
import { z } from 'zod'
import { userAction } from '@/lib/http/action'
import * as checkIns from './mood/check-in'
import * as deletion from './mood/delete-insights'
import * as reflections from './mood/reflect'
import * as reading from './reading/correct-reading'
import {
  byId,
  changeHereInput,
  checkInInput,
  correctionInput,
  deletionInput,
  insightChange,
  reflectionInput,
  turnOffInput,
} from './schema'
import * as settings from './settings/manage-settings'

const nothing = z.undefined()

export const turnOnInsight = userAction(
  { name: 'turnOnInsight', input: nothing, rateLimit: 'write' },
  settings.turnOnInsight,
)
export const turnOffInsight = userAction(
  { name: 'turnOffInsight', input: turnOffInput, rateLimit: 'write' },
  settings.turnOffInsight,
)
export const changeInsight = userAction(
  { name: 'changeInsight', input: insightChange, rateLimit: 'write' },
  settings.changeInsight,
)
export const changeInsightHere = userAction(
  { name: 'changeInsightHere', input: changeHereInput, rateLimit: 'write' },
  settings.changeInsightHere,
)
export const correctReading = userAction(
  { name: 'correctReading', input: correctionInput, rateLimit: 'write' },
  reading.correctReading,
)
export const checkIn = userAction(
  { name: 'checkIn', input: checkInInput, rateLimit: 'write' },
  checkIns.checkIn,
)
export const removeCheckIn = userAction(
  { name: 'removeCheckIn', input: byId, rateLimit: 'write' },
  checkIns.removeCheckIn,
)
export const deleteInsights = userAction(
  { name: 'deleteInsights', input: deletionInput, rateLimit: 'write' },
  deletion.deleteInsights,
)
export const writeReflection = userAction(
  { name: 'writeReflection', input: nothing, rateLimit: 'write' },
  reflections.writeReflection,
)
export const keepReflection = userAction(
  { name: 'keepReflection', input: reflectionInput, rateLimit: 'write' },
  reflections.keepReflection,
)
export const removeReflection = userAction(
  { name: 'removeReflection', input: byId, rateLimit: 'write' },
  reflections.removeReflection,
)

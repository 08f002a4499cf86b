'use server'
import { z } from 'zod'
import { userAction } from '@/lib/http/action'
import * as reading from './reading/correct-reading'
import { changeHereInput, correctionInput, insightChange, turnOffInput } from './schema'
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

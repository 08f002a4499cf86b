'use server'
import { userAction } from '@/lib/http/action'
import * as rating from './rate-message'
import * as reports from './report-message'
import { rateInput, reportInput } from './schema'

export const rateMessage = userAction(
  { name: 'rateMessage', input: rateInput, rateLimit: 'write' },
  rating.rateMessage,
)
export const reportMessage = userAction(
  { name: 'reportMessage', input: reportInput, rateLimit: 'write' },
  reports.reportMessage,
)

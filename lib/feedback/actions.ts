'use server'
import { userAction } from '@/lib/http/action'
import * as managing from './manage-reports'
import * as rating from './rate-message'
import * as reports from './report-message'
import { listReportsInput, rateInput, reportInput, reportRef, settleInput } from './schema'

export const rateMessage = userAction(
  { name: 'rateMessage', input: rateInput, rateLimit: 'write' },
  rating.rateMessage,
)
export const reportMessage = userAction(
  { name: 'reportMessage', input: reportInput, rateLimit: 'write' },
  reports.reportMessage,
)
export const listReports = userAction(
  { name: 'listReports', input: listReportsInput, rateLimit: 'search' },
  managing.listReports,
)
export const readReportedReply = userAction(
  { name: 'readReportedReply', input: reportRef, rateLimit: 'search' },
  managing.readReportedReply,
)
export const settleReport = userAction(
  { name: 'settleReport', input: settleInput, rateLimit: 'write' },
  managing.settleReport,
)

'use server'
import { z } from 'zod'
import { userAction } from '@/lib/http/action'
import * as archives from './archive/request-archive'
import { archiveInput } from './schema'

const nothing = z.undefined()

export const requestArchive = userAction(
  { name: 'requestArchive', input: nothing, rateLimit: 'export' },
  archives.requestArchive,
)
export const openArchive = userAction(
  { name: 'openArchive', input: archiveInput, rateLimit: 'export' },
  archives.openArchive,
)
export const discardArchive = userAction(
  { name: 'discardArchive', input: archiveInput, rateLimit: 'write' },
  archives.discardArchive,
)

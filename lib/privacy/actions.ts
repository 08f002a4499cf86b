'use server'
import { z } from 'zod'
import { closingAction, userAction } from '@/lib/http/action'
import * as archives from './archive/request-archive'
import * as deletion from './erasure/request-deletion'
import * as retention from './retention/retention'
import { archiveInput, retentionInput } from './schema'

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
export const requestDeletion = userAction(
  { name: 'requestDeletion', input: nothing, rateLimit: 'write' },
  deletion.requestDeletion,
)
export const undoDeletion = closingAction(
  { name: 'undoDeletion', input: nothing, rateLimit: 'write' },
  deletion.undoDeletion,
)
export const countOldConversations = userAction(
  { name: 'countOldConversations', input: retentionInput, rateLimit: 'write' },
  retention.countOldConversations,
)
export const changeRetention = userAction(
  { name: 'changeRetention', input: retentionInput, rateLimit: 'write' },
  retention.changeRetention,
)

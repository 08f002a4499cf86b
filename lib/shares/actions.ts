'use server'
import { userAction } from '@/lib/http/action'
import * as shares from './manage-shares'
import { continueShared as continueIt } from './read-shared'
import {
  continueSharedInput,
  createShareInput,
  listSharesInput,
  revokeShareInput,
  updateShareInput,
} from './schema'

export const createShare = userAction(
  { name: 'createShare', input: createShareInput, rateLimit: 'write' },
  shares.createShare,
)
export const updateShare = userAction(
  { name: 'updateShare', input: updateShareInput, rateLimit: 'write' },
  shares.updateShare,
)
export const revokeShare = userAction(
  { name: 'revokeShare', input: revokeShareInput, rateLimit: 'write' },
  shares.revokeShare,
)
export const listShares = userAction(
  { name: 'listShares', input: listSharesInput, rateLimit: 'write' },
  shares.listShares,
)
export const continueShared = userAction(
  { name: 'continueShared', input: continueSharedInput, rateLimit: 'write' },
  continueIt,
)

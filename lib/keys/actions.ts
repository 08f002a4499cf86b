'use server'
import { userAction } from '@/lib/http/action'
import { createKey as create } from './manage/create-key'
import * as keys from './manage/manage-keys'
import { changeKeyInput, createKeyInput, keyIdInput } from './schema'

export const createKey = userAction(
  { name: 'createKey', input: createKeyInput, rateLimit: 'connect' },
  create,
)
export const changeKey = userAction(
  { name: 'changeKey', input: changeKeyInput, rateLimit: 'write' },
  keys.changeKey,
)
export const revokeKey = userAction(
  { name: 'revokeKey', input: keyIdInput, rateLimit: 'write' },
  keys.revokeKey,
)

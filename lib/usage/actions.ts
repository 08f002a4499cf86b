'use server'
import { userAction } from '@/lib/http/action'
import * as caps from './caps/set-caps'
import * as memberCaps from './caps/set-member-caps'
import { capsInput, memberCapsInput } from './schema'

export const setCaps = userAction({ name: 'setCaps', input: capsInput, rateLimit: 'write' }, caps.setCaps)
export const setMemberCaps = userAction(
  { name: 'setMemberCaps', input: memberCapsInput, rateLimit: 'write' },
  memberCaps.setMemberCaps,
)

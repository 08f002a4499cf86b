'use server'
import { userAction } from '@/lib/http/action'
import * as caps from './caps/set-caps'
import { capsInput } from './schema'

export const setCaps = userAction({ name: 'setCaps', input: capsInput, rateLimit: 'write' }, caps.setCaps)

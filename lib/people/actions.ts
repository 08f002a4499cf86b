'use server'
import { userAction } from '@/lib/http/action'
import * as roles from './change-role'
import * as caps from './give-caps'
import * as people from './list-people'
import { giveCapsInput, listPeopleInput, personRef, roleInput, suspendInput } from './schema'
import * as suspending from './suspend-person'

export const listPeople = userAction(
  { name: 'listPeople', input: listPeopleInput, rateLimit: 'search' },
  people.listPeople,
)
export const suspendPerson = userAction(
  { name: 'suspendPerson', input: suspendInput, rateLimit: 'write' },
  suspending.suspendPerson,
)
export const restorePerson = userAction(
  { name: 'restorePerson', input: personRef, rateLimit: 'write' },
  suspending.restorePerson,
)
export const signOutPerson = userAction(
  { name: 'signOutPerson', input: personRef, rateLimit: 'write' },
  suspending.signOutPerson,
)
export const giveCaps = userAction(
  { name: 'giveCaps', input: giveCapsInput, rateLimit: 'write' },
  caps.giveCaps,
)
export const changeRole = userAction(
  { name: 'changeRole', input: roleInput, rateLimit: 'write' },
  roles.changeRole,
)

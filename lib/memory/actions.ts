'use server'
import { z } from 'zod'
import { userAction } from '@/lib/http/action'
import * as forgetting from './forget/forget'
import * as keeping from './keep/manage-memory'
import * as notes from './notes/manage-notes'
import {
  addInput,
  addNoteInput,
  editInput,
  extendNoteInput,
  memoryChange,
  memoryRef,
  memoryRefs,
  pinMemoryInput,
  rememberedRef,
  sourcesInput,
} from './schema'
import * as settings from './settings/manage-settings'

export const changeMemory = userAction(
  { name: 'changeMemory', input: memoryChange, rateLimit: 'write' },
  settings.changeMemory,
)
export const addMemory = userAction(
  { name: 'addMemory', input: addInput, rateLimit: 'write' },
  keeping.addMemory,
)
export const editMemory = userAction(
  { name: 'editMemory', input: editInput, rateLimit: 'write' },
  keeping.editMemory,
)
export const pinMemory = userAction(
  { name: 'pinMemory', input: pinMemoryInput, rateLimit: 'write' },
  keeping.pinMemory,
)
export const keepMemory = userAction(
  { name: 'keepMemory', input: memoryRef, rateLimit: 'write' },
  keeping.keepMemory,
)
export const forgetMemories = userAction(
  { name: 'forgetMemories', input: memoryRefs, rateLimit: 'write' },
  forgetting.forgetMemories,
)
export const forgetFrom = userAction(
  { name: 'forgetFrom', input: sourcesInput, rateLimit: 'write' },
  forgetting.forgetFrom,
)
export const countFrom = userAction(
  { name: 'countFrom', input: sourcesInput, rateLimit: 'write' },
  forgetting.countFrom,
)
export const forgetEverything = userAction(
  { name: 'forgetEverything', input: z.undefined(), rateLimit: 'write' },
  forgetting.forgetEverything,
)
export const restoreMemories = userAction(
  { name: 'restoreMemories', input: memoryRefs, rateLimit: 'write' },
  forgetting.restoreMemories,
)
export const undoRemembered = userAction(
  { name: 'undoRemembered', input: rememberedRef, rateLimit: 'write' },
  forgetting.undoRemembered,
)
export const addNote = userAction({ name: 'addNote', input: addNoteInput, rateLimit: 'write' }, notes.addNote)
export const extendNote = userAction(
  { name: 'extendNote', input: extendNoteInput, rateLimit: 'write' },
  notes.extendNote,
)
export const forgetNote = userAction(
  { name: 'forgetNote', input: memoryRef, rateLimit: 'write' },
  notes.forgetNote,
)

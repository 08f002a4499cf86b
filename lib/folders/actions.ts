'use server'
import { userAction } from '@/lib/http/action'
import * as folders from './manage-folder'
import { createFolderInput, folderRef, updateFolderInput } from './schema'

export const createFolder = userAction(
  { name: 'createFolder', input: createFolderInput, rateLimit: 'write' },
  folders.createFolder,
)
export const updateFolder = userAction(
  { name: 'updateFolder', input: updateFolderInput, rateLimit: 'write' },
  folders.updateFolder,
)
export const deleteFolder = userAction(
  { name: 'deleteFolder', input: folderRef, rateLimit: 'write' },
  folders.deleteFolder,
)

'use server'
import { userAction } from '@/lib/http/action'
import * as connections from './connections/connect'
import * as defaults from './defaults/model-settings'
import {
  connectInput,
  connectionRef,
  editConnectionInput,
  enableConnectionInput,
  personalModelsInput,
  workspaceModelsInput,
} from './schema'

export const connectProvider = userAction(
  { name: 'connectProvider', input: connectInput, rateLimit: 'connect' },
  connections.connectProvider,
)
export const editConnection = userAction(
  { name: 'editConnection', input: editConnectionInput, rateLimit: 'connect' },
  connections.editConnection,
)
export const enableConnection = userAction(
  { name: 'enableConnection', input: enableConnectionInput, rateLimit: 'write' },
  connections.enableConnection,
)
export const refreshConnection = userAction(
  { name: 'refreshConnection', input: connectionRef, rateLimit: 'connect' },
  connections.refreshConnection,
)
export const removeConnection = userAction(
  { name: 'removeConnection', input: connectionRef, rateLimit: 'write' },
  connections.removeConnection,
)
export const updatePersonalModels = userAction(
  { name: 'updatePersonalModels', input: personalModelsInput, rateLimit: 'write' },
  defaults.updatePersonal,
)
export const updateWorkspaceModels = userAction(
  { name: 'updateWorkspaceModels', input: workspaceModelsInput, rateLimit: 'write' },
  defaults.updateWorkspace,
)

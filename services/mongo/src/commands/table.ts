import { adminCommands } from './admin.ts'
import { aggregateCommands } from './aggregate.ts'
import { authCommands } from './auth.ts'
import { bulkWriteCommand } from './bulk-write.ts'
import { catalogCommands } from './catalog.ts'
import { cursorCommands } from './cursors.ts'
import { deleteCommand } from './delete.ts'
import type { Command } from './dispatch.ts'
import { explainCommand } from './explain.ts'
import { findCommands } from './find.ts'
import { findAndModifyCommand } from './find-and-modify.ts'
import { handshakeCommands } from './handshake.ts'
import { indexCommands } from './indexes.ts'
import { insertCommand } from './insert.ts'
import { sessionCommands } from './sessions.ts'
import { updateCommand } from './update.ts'

/** Every command of the server. */
export const COMMANDS: Command[] = [
  ...handshakeCommands,
  ...authCommands,
  ...adminCommands,
  ...findCommands,
  ...aggregateCommands,
  ...cursorCommands,
  insertCommand,
  updateCommand,
  deleteCommand,
  findAndModifyCommand,
  bulkWriteCommand,
  explainCommand,
  ...catalogCommands,
  ...indexCommands,
  ...sessionCommands,
]

import 'server-only'
import { ObjectId } from 'mongodb'
import type { Scope } from '@/lib/auth/context'
import { driverCollection, orm } from '@/lib/platform/db'
import { type Mode, USUAL_NOTE_HOURS } from '../limits'

export type MemorySetting = {
  mode: Mode
  isPaused: boolean
  noteHours: number
  /** Of the words the person agreed to. */
  version: string
  /** Grows with every change of a memory: what was read at the same number is still so. */
  rev: number
}

/** Until somebody chooses. It lives in their account, which every request has read anyway. */
const USUAL: MemorySetting = {
  mode: 'off',
  isPaused: false,
  noteHours: USUAL_NOTE_HOURS,
  version: '',
  rev: 0,
}

/** @returns what an account says of memory */
export function toSetting(account: { memory?: unknown } | null): MemorySetting {
  return { ...USUAL, ...(account?.memory as Partial<MemorySetting> | null | undefined) }
}

export async function findSetting({ userId }: Pick<Scope, 'userId'>): Promise<MemorySetting> {
  return toSetting(await orm().users.where({ _id: userId }).select('memory').first())
}

const users = () => driverCollection('users')

export async function saveSetting({ userId }: Scope, change: Partial<MemorySetting>): Promise<void> {
  const _id = new ObjectId(userId)
  await users().updateOne({ _id, memory: null }, { $set: { memory: USUAL } })
  const fields = Object.entries(change).map(([name, value]) => [`memory.${name}`, value])
  await users().updateOne({ _id }, { $set: { ...Object.fromEntries(fields), updatedAt: new Date() } })
}

/** Tells every server that what it remembers of somebody's memories is out of date. */
export async function raiseRev({ userId }: Scope): Promise<void> {
  await users().updateOne({ _id: new ObjectId(userId), memory: { $ne: null } }, { $inc: { 'memory.rev': 1 } })
}

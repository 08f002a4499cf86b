import 'server-only'
import { Double, ObjectId } from 'mongodb'
import { driverCollection, orm } from '@/lib/platform/db'

export async function findTotp(userId: string) {
  return orm().totpFactors.where({ userId }).first()
}

/** Begins anew: a secret that was never confirmed gives way. */
export async function replaceTotp(userId: string, id: string, secret: string): Promise<void> {
  await orm().totpFactors.where({ userId }).deleteAndCount()
  await orm().totpFactors.create({ _id: id, userId, secret, confirmedAt: null, lastStep: null })
}

/**
 * Uses up a time step: a code counts once, also when it is shown to two servers at once.
 *
 * @returns false when this step or a later one was used already
 */
export async function spendStep(userId: string, step: number, confirm: boolean): Promise<boolean> {
  const spent = await driverCollection('totpFactors').updateOne(
    { userId: new ObjectId(userId), $or: [{ lastStep: null }, { lastStep: { $lt: step } }] },
    { $set: { lastStep: new Double(step), ...(confirm && { confirmedAt: new Date() }) } },
  )
  return spent.modifiedCount === 1
}

/** Removes the factor, its recovery codes, and what was trusted because of it. */
export async function deleteFactors(userId: string): Promise<void> {
  await orm().totpFactors.where({ userId }).deleteAndCount()
  await orm().recoveryCodes.where({ userId }).deleteAndCount()
  await orm().trustedDevices.where({ userId }).deleteAndCount()
}

export async function replaceRecoveryCodes(userId: string, hashes: readonly string[]): Promise<void> {
  await orm().recoveryCodes.where({ userId }).deleteAndCount()
  for (const codeHash of hashes) await orm().recoveryCodes.create({ userId, codeHash, usedAt: null })
}

/** @returns false when there is no such code, or it was used */
export async function spendRecoveryCode(userId: string, codeHash: string): Promise<boolean> {
  const spent = await driverCollection('recoveryCodes').updateOne(
    { userId: new ObjectId(userId), codeHash, usedAt: null },
    { $set: { usedAt: new Date() } },
  )
  return spent.modifiedCount === 1
}

/** Used ones count: they are there since the second step was turned on. */
export async function hasRecoveryCodes(userId: string): Promise<boolean> {
  return (await orm().recoveryCodes.where({ userId }).first()) !== null
}

export async function countRecoveryCodes(userId: string): Promise<number> {
  return driverCollection('recoveryCodes').countDocuments({ userId: new ObjectId(userId), usedAt: null })
}

export async function trustDevice(device: {
  userId: string
  tokenHash: string
  userAgent: string
  expiresAt: Date
}): Promise<void> {
  await orm().trustedDevices.where({ tokenHash: device.tokenHash }).deleteAndCount()
  await orm().trustedDevices.create(device)
}

export async function findTrustedDevice(tokenHash: string) {
  return orm().trustedDevices.where({ tokenHash }).first()
}

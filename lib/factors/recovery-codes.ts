import 'server-only'
import { randomInt } from 'node:crypto'
import { hashToken } from '@/lib/platform/secrets'
import { replaceRecoveryCodes, spendRecoveryCode } from './data'

const COUNT = 10
/** Without letters and digits that look alike. */
const SIGNS = '23456789abcdefghjkmnpqrstuvwxyz'
const LENGTH = 10

/** 10 signs of 31: 49 bits, guessed at the few attempts a sign-in allows. Bound to the person, so that one table does not fit all. */
const hash = (userId: string, code: string) => hashToken(`${userId}:${code}`)

/** Makes new codes; the old ones end. @returns them in the form they are written down: `abcde-fghjk`. They are shown once */
export async function makeRecoveryCodes(userId: string): Promise<string[]> {
  const codes = Array.from({ length: COUNT }, () =>
    Array.from({ length: LENGTH }, () => SIGNS[randomInt(SIGNS.length)]).join(''),
  )
  await replaceRecoveryCodes(
    userId,
    codes.map((code) => hash(userId, code)),
  )
  return codes.map((code) => `${code.slice(0, 5)}-${code.slice(5)}`)
}

/** @param code without spaces and dashes @returns whether it was right, and unused until now */
export async function redeemRecoveryCode(userId: string, code: string): Promise<boolean> {
  return code.length === LENGTH && spendRecoveryCode(userId, hash(userId, code))
}

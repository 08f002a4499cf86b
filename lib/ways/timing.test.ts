import { expect, it } from 'vitest'
import { requestPasswordReset } from '@/lib/accounts/email/reset-password'
import { hashPassword } from '@/lib/accounts/passwords'
import { beginSignUp, openAccount, requestSignInLink, verifyCredentials } from '@/lib/accounts/server'
import { newId } from '@/lib/core/ids'
import { onAppDatabase, PASSWORD, someRequest } from '@/scripts/test/app-database'

onAppDatabase()

const PAIRS = 40
const here = { name: 'Grace', timeZone: 'UTC', locale: 'en' }

/**
 * Whether somebody who measures can tell addresses with an account from others: how often one of the former takes longer than one of the
 * latter. A half means not at all; with 40 of each, chance stays between 0.29 and 0.71 in 999 of 1,000 runs (Mann–Whitney).
 */
function shareOfSlower(known: readonly number[], unknown: readonly number[]): number {
  const pairs = known.flatMap((a) => unknown.map((b): number => (a > b ? 1 : a === b ? 0.5 : 0)))
  return pairs.reduce((sum, each) => sum + each, 0) / pairs.length
}

async function measure(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

const DOORS: Record<string, (email: string) => Promise<unknown>> = {
  'signing in': (email) => verifyCredentials(someRequest(), { email, password: 'not the password' }),
  'a new password': (email) => requestPasswordReset(someRequest(), { email }),
  'a link by e-mail': (email) => requestSignInLink(someRequest(), { email }),
  'signing up, where addresses are confirmed first': (email) =>
    beginSignUp({ ...here, email, password: PASSWORD }, null),
}

it.each(Object.entries(DOORS))(
  '%s takes as long for an address with an account as for any other, and answers the same',
  async (_, knock) => {
    const passwordHash = await hashPassword(PASSWORD)
    const people = Array.from({ length: PAIRS }, () => `${newId()}@example.com`)
    for (const email of people) await openAccount(someRequest(), { ...here, email, passwordHash })
    const strangers = people.map(() => `${newId()}@example.com`)
    const times = { known: [] as number[], unknown: [] as number[] }
    const answers = new Set<string>()
    const visit = async (email: string, into: number[]) => {
      into.push(await measure(async () => answers.add(JSON.stringify(await knock(email)) ?? 'nothing')))
    }
    await knock(`${newId()}@example.com`)
    for (const [index, person] of people.entries()) {
      // In turn, so that whatever slows the machine slows both.
      const first = index % 2 === 0
      if (first) await visit(person, times.known)
      await visit(strangers[index] ?? '', times.unknown)
      if (!first) await visit(person, times.known)
    }
    expect(answers.size).toBe(1)
    const share = shareOfSlower(times.known, times.unknown)
    expect(share, `share of slower: ${share}`).toBeGreaterThan(0.25)
    expect(share, `share of slower: ${share}`).toBeLessThan(0.75)
  },
)

import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { readKeyUsage } from '@/lib/usage/server'
import type { KeyUsage } from './schema'

/** @returns what the key that asks has used today and this month, and its limits */
export async function readApiUsage(ctx: Ctx): Promise<KeyUsage> {
  const { day, month } = await readKeyUsage(ctx)
  const wired = (span: typeof day) => ({
    key: allowance(span.key),
    person: allowance(span.person),
    plan: allowance(span.plan),
  })
  return { object: 'usage', day: wired(day), month: wired(month) }
}

const allowance = ({ used, limit, resetsAt }: { used: number; limit: number | null; resetsAt: string }) => ({
  ...{ used, limit },
  resets_at: resetsAt,
})

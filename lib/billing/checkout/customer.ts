import 'server-only'
import { accountAtHand } from '@/lib/accounts/server'
import type { Ctx } from '@/lib/auth/context'
import { askStripe } from '@/lib/platform/stripe'
import { type AccountDocument, findAccount, openAccount } from '../accounts/data'

type Customer = AccountDocument & { customerId: string }

/** @returns the account of the workspace with its customer in Stripe, made when there is none */
export async function requireCustomer(ctx: Ctx): Promise<Customer> {
  const known = await findAccount(ctx.workspaceId)
  if (hasCustomer(known)) return known
  const person = await accountAtHand(ctx)
  // Two at once are one: both get the same customer. One that was deleted is followed by another.
  const idempotencyKey = `customer:${ctx.workspaceId}:${known?.convergedAt.getTime() ?? 0}`
  const customer = await askStripe((stripe) =>
    stripe.customers.create(
      {
        ...(person && { email: person.email, name: person.name }),
        metadata: { workspaceId: ctx.workspaceId, userId: ctx.userId },
      },
      { idempotencyKey },
    ),
  )
  const account = await openAccount(ctx.workspaceId, ctx.userId, customer.id)
  if (!hasCustomer(account)) throw new Error('the account has no customer')
  return account
}

/** @returns whether an account has a customer in Stripe */
export function hasCustomer(account: AccountDocument | null): account is Customer {
  return account !== null && account.customerId !== null
}

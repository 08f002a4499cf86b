import 'server-only'
import { getEnv } from '@/lib/env'

/** Whom authenticators answer: the address people use, as the operator has named it. A passkey of another address is worth nothing here. */
export function relyingParty(): { id: string; origin: string; name: string } {
  const { hostname, origin } = new URL(getEnv().NEXTAUTH_URL)
  return { id: hostname, origin, name: 'Numina' }
}

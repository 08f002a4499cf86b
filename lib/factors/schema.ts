/** The wire types of the second factor. Safe in the browser. */
import { z } from 'zod'

export type FactorState = { isOn: boolean; recoveryCodesLeft: number }

/** What an authenticator app needs: a picture of the address (a data URL), and the secret to type. */
export type TotpOffer = { picture: string; secret: string }

const code = z
  .string()
  .transform((text) => text.replace(/[\s-]/g, '').toLowerCase())
  .pipe(z.string().min(6, 'Enter the six digits.').max(20, 'Enter the six digits.'))

export const factorCodeInput = z.object({ code })

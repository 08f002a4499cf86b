import type {
  NewPasskeyAnswer,
  NewPasskeyQuestion,
  PasskeyAnswer,
  PasskeyQuestion,
} from '@/lib/factors/schema'
import { explainPasskeyError } from './passkey-words'

/** `problem` is null when there is nothing to say: another question has taken the place of this one. */
export type Answered<T> = { ok: true; answer: T } | { ok: false; problem: string | null }

const library = () => import('@simplewebauthn/browser')

async function answered<T>(ask: () => Promise<T>): Promise<Answered<T>> {
  try {
    return { ok: true, answer: await ask() }
  } catch (error) {
    return { ok: false, problem: explainPasskeyError(error) }
  }
}

/** Asks for a passkey; `quietly`: by the browser's suggestions in a field, whenever somebody picks one there. */
export function askAuthenticator(
  question: PasskeyQuestion,
  { quietly = false }: { quietly?: boolean } = {},
): Promise<Answered<PasskeyAnswer>> {
  return answered(async () => {
    const { startAuthentication } = await library()
    return startAuthentication({ optionsJSON: question, useBrowserAutofill: quietly })
  })
}

/** Asks for a new passkey. */
export function makePasskey(question: NewPasskeyQuestion): Promise<Answered<NewPasskeyAnswer>> {
  return answered(async () => {
    const { startRegistration } = await library()
    const { response, ...made } = await startRegistration({ optionsJSON: question })
    const { clientDataJSON, attestationObject, transports } = response
    return { ...made, response: { clientDataJSON, attestationObject, ...(transports && { transports }) } }
  })
}

/** Whether the browser can suggest passkeys in a field. */
export async function canAskQuietly(): Promise<boolean> {
  return (await library()).browserSupportsWebAuthnAutofill()
}

/** Takes back a question that nobody has answered. */
export async function stopAsking(): Promise<void> {
  ;(await library()).WebAuthnAbortService.cancelCeremony()
}

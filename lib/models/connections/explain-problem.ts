import { UnreadableSecret } from '@/lib/platform/encryption'
import { ListRefused } from '@/lib/platform/models/list-models'
import { BlockedAddress } from '@/lib/platform/outbound/safe-fetch'

/** Which field of the form a problem belongs to, and what it means in words. */
export type Problem = { field: 'apiKey' | 'baseUrl'; message: string }

const at = (field: Problem['field'], message: string): Problem => ({ field, message })

/** Says what it means that a provider did not answer with its list of models. `error` is whatever was thrown. */
export function explainProblem(error: unknown): Problem {
  if (error instanceof ListRefused) return explainStatus(error.status)
  if (error instanceof UnreadableSecret)
    return at('apiKey', 'The stored key cannot be read any more. Enter it once more.')
  for (let e = error; e instanceof Error; e = e.cause) {
    if (e instanceof BlockedAddress)
      return at(
        'baseUrl',
        'This address is not on the public internet. Whoever runs this Numina can allow such addresses.',
      )
    const code = 'code' in e ? String(e.code) : e.name
    if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
      return at('baseUrl', 'There is no server of this name. Check the address for typing errors.')
    if (code === 'ECONNREFUSED' || code === 'ECONNRESET')
      return at(
        'baseUrl',
        'Nothing answers at this address. Check that the server runs and that the port is right.',
      )
    if (code === 'TimeoutError' || code === 'ETIMEDOUT' || code === 'EHOSTUNREACH')
      return at('baseUrl', 'The server did not answer in time. Try again, or check the address.')
    if (/CERT|SSL|TLS/.test(code))
      return at('baseUrl', 'The server has no valid certificate, so the connection would not be safe.')
  }
  return at('baseUrl', 'The server answered, but not with a list of models. The address often ends with /v1.')
}

function explainStatus(status: number): Problem {
  if (status === 401 || status === 403 || status === 400)
    return at('apiKey', 'The provider refused this key. Check that it is complete and still valid.')
  if (status === 402) return at('apiKey', 'The account at the provider has no credit left.')
  if (status === 429)
    return at('apiKey', 'The provider has had too many requests with this key. Try again in a minute.')
  if (status >= 500)
    return at('baseUrl', `The provider has a problem of its own (${status}). Try again in a minute.`)
  return at('baseUrl', `There is no list of models at this address (${status}). It often ends with /v1.`)
}

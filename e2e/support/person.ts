import { randomBytes } from 'node:crypto'
import { type BrowserContextOptions, request } from '@playwright/test'
import { findActions } from './actions.ts'

const PASSWORD = 'a long pass phrase of mine'

/** Somebody with a session. `account`: for a browser of theirs; `cookie`: for requests without one. */
export type Person = {
  email: string
  account: Exclude<BrowserContextOptions['storageState'], string | undefined>
  cookie: string
}

/** An address in 10.0.0.0/8: everybody comes from somewhere else, and rate limits count them apart. */
export function someAddress(): string {
  return ['10', ...randomBytes(3)].join('.')
}

/** Signs somebody up and in with the requests of the page, without the page: a browser takes seconds for it. */
export async function createPerson(base: string, name = 'Ada Lovelace'): Promise<Person> {
  const join = findActions().find((each) => each.name.endsWith(' join'))
  if (!join) throw new Error('this build has no action for signing up')
  const email = `ada.${randomBytes(6).toString('hex')}@example.com`
  const headers = { 'x-forwarded-for': someAddress(), origin: base }
  const api = await request.newContext({ baseURL: base, extraHTTPHeaders: headers })
  try {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
    await api.post(join.path, {
      headers: { 'next-action': join.action, 'content-type': 'text/plain;charset=UTF-8' },
      data: JSON.stringify([{ name, email, password: PASSWORD, timeZone, locale: 'en-US' }]),
    })
    const { csrfToken } = await (await api.get('/api/auth/csrf')).json()
    const form = { email, password: PASSWORD, csrfToken, json: 'true', callbackUrl: base }
    const entered = await api.post('/api/auth/callback/credentials', { form, maxRedirects: 0 })
    const account = await api.storageState()
    const cookie = account.cookies.map((each) => `${each.name}=${each.value}`).join('; ')
    if (!cookie.includes('numina.session='))
      throw new Error(`${name} could not sign in: ${entered.status()} ${await entered.text()}`)
    return { email, account, cookie }
  } finally {
    await api.dispose()
  }
}

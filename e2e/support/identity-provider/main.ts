import { parseArgs } from 'node:util'
import Provider from 'oidc-provider'

/**
 * A real OpenID provider for journeys. It knows everybody by the address they type, and vouches for it unless it begins with
 * `unconfirmed.`; its `login` and `consent` pages are the package's own for development.
 */
const { values } = parseArgs({
  options: { port: { type: 'string' }, 'return-to': { type: 'string', multiple: true } },
})
const port = Number(values.port)
const issuer = `http://localhost:${port}`

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'numina',
      client_secret: 'a secret of the journeys',
      redirect_uris: values['return-to'] ?? [],
    },
  ],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  pkce: { required: () => true },
  cookies: { keys: ['a key of the journeys'] },
  features: { devInteractions: { enabled: true } },
  findAccount: (_ctx, id) => ({
    accountId: id,
    claims: () => ({
      sub: id,
      name: 'Emmy Noether',
      email: id,
      email_verified: !id.startsWith('unconfirmed.'),
    }),
  }),
})

provider.listen(port, '127.0.0.1', () => process.stdout.write('ready\n'))

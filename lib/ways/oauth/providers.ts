import 'server-only'
import type { OAuthConfig } from 'next-auth/providers/oauth'
import { getEnv } from '@/lib/env'
import type { Provider } from '../schema'
import { joinClaims, type ProviderClaims, readGitHubClaims } from './claims'

type Config = OAuthConfig<ProviderClaims>
type Registration = Provider & { clientId: string | undefined; clientSecret: string | undefined }

const GOOGLE = 'https://accounts.google.com'
const GITHUB = 'https://github.com/login/oauth'
const WAIT_MS = 10_000

/** @returns next-auth's configuration of the providers whose variables the operator has set */
export function oauthConfigs(): Config[] {
  const env = getEnv()
  const google = {
    id: 'google',
    name: 'Google',
    clientId: env.GOOGLE_CLIENT_ID,
    clientSecret: env.GOOGLE_CLIENT_SECRET,
  }
  const github = {
    id: 'github',
    name: 'GitHub',
    clientId: env.GITHUB_CLIENT_ID,
    clientSecret: env.GITHUB_CLIENT_SECRET,
  }
  const other = {
    id: 'oidc',
    name: env.OIDC_NAME,
    clientId: env.OIDC_CLIENT_ID,
    clientSecret: env.OIDC_CLIENT_SECRET,
  }
  return [
    openIdConnect(google, GOOGLE),
    gitHub(github),
    env.OIDC_ISSUER ? openIdConnect(other, env.OIDC_ISSUER) : null,
  ].filter((config) => config !== null)
}

/** @returns what pages show of them, in the same order */
export function configuredProviders(): Provider[] {
  return oauthConfigs().map(({ id, name }) => ({ id, name }))
}

/** @returns how people call a provider, also one that is not set up any more */
export function providerName(id: string): string {
  return configuredProviders().find((provider) => provider.id === id)?.name ?? id
}

/**
 * A provider that speaks OpenID Connect and says at a known address how. The answer is checked to be to our question (state), from the
 * browser that asked (PKCE), and made for it (nonce).
 */
function openIdConnect({ clientId, clientSecret, ...provider }: Registration, issuer: string): Config | null {
  if (!clientId || !clientSecret) return null
  return {
    ...provider,
    type: 'oauth',
    wellKnown: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    authorization: { params: { scope: 'openid email profile' } },
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    clientId,
    clientSecret,
    httpOptions: { timeout: WAIT_MS },
    // Many providers keep the address out of the token, which is checked by now.
    userinfo: {
      request: async ({ client, tokens }) =>
        joinClaims(tokens.id_token ?? '', await client.userinfo(tokens.access_token ?? '')),
    },
    profile: toUser,
  }
}

/** GitHub speaks OAuth alone, and has the confirmed addresses at an address of their own. */
function gitHub({ clientId, clientSecret, ...provider }: Registration): Config | null {
  if (!clientId || !clientSecret) return null
  return {
    ...provider,
    type: 'oauth',
    issuer: GITHUB,
    authorization: { url: `${GITHUB}/authorize`, params: { scope: 'read:user user:email' } },
    token: `${GITHUB}/access_token`,
    checks: ['pkce', 'state'],
    clientId,
    clientSecret,
    httpOptions: { timeout: WAIT_MS },
    userinfo: { request: async ({ tokens }) => readGitHubClaims(tokens.access_token ?? '') },
    profile: toUser,
  }
}

const toUser = ({ sub, name, email }: ProviderClaims) => ({
  id: sub,
  name: name ?? null,
  email: email ?? null,
})

import type { NextConfig } from 'next'

const SECURITY_HEADERS = [
  { key: 'x-content-type-options', value: 'nosniff' },
  { key: 'x-frame-options', value: 'DENY' },
  { key: 'referrer-policy', value: 'strict-origin-when-cross-origin' },
  { key: 'cross-origin-opener-policy', value: 'same-origin' },
  { key: 'cross-origin-resource-policy', value: 'same-origin' },
  { key: 'permissions-policy', value: 'camera=(), geolocation=(), microphone=(), payment=()' },
  // Browsers ignore it over plain http.
  { key: 'strict-transport-security', value: 'max-age=63072000; includeSubDomains' },
]

/** Shared conversations are for those who were given the link; other sites may show their picture. */
const SHARED_HEADERS = [
  { key: 'x-robots-tag', value: 'noindex, nofollow' },
  { key: 'referrer-policy', value: 'no-referrer' },
  { key: 'cross-origin-resource-policy', value: 'cross-origin' },
]

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  // Types are checked on their own, faster, by `npm run typecheck`.
  typescript: { ignoreBuildErrors: true },
  // Loaded from node_modules as they are: some are native, and bundling the others costs two thirds of the build.
  serverExternalPackages: [
    '@ai-sdk/openai',
    '@node-rs/argon2',
    '@prisma/orm-mongo',
    '@upstash/ratelimit',
    '@upstash/redis',
    'ai',
    'gpt-tokenizer',
    'ioredis-mock',
    'mongodb',
    'next-auth',
    'sharp',
    'winston',
    'ws',
    'zod',
  ],
  headers: async () => [
    { source: '/(.*)', headers: SECURITY_HEADERS },
    { source: '/s/:path*', headers: SHARED_HEADERS },
  ],
}

export default config

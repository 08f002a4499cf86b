import type { NextConfig } from 'next'

const SECURITY_HEADERS = [
  { key: 'x-content-type-options', value: 'nosniff' },
  { key: 'x-frame-options', value: 'DENY' },
  { key: 'referrer-policy', value: 'strict-origin-when-cross-origin' },
  { key: 'cross-origin-opener-policy', value: 'same-origin' },
  { key: 'cross-origin-resource-policy', value: 'same-origin' },
  {
    key: 'permissions-policy',
    value:
      'accelerometer=(), autoplay=(self), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()',
  },
  // Browsers ignore it over plain http.
  { key: 'strict-transport-security', value: 'max-age=63072000; includeSubDomains' },
]

/** Shared conversations are for those who were given the link; other sites may show their picture. */
const SHARED_HEADERS = [
  { key: 'x-robots-tag', value: 'noindex, nofollow' },
  { key: 'referrer-policy', value: 'no-referrer' },
  { key: 'cross-origin-resource-policy', value: 'cross-origin' },
]

/**
 * Documents that run what a model wrote, in frames without an origin (`sandbox`), and what those load. Their policies cut them off from the
 * network; the app's own policy, which these do not share, keeps the frames from going anywhere else.
 */
const FRAME_HEADERS = [
  { key: 'x-frame-options', value: 'SAMEORIGIN' },
  { key: 'x-dns-prefetch-control', value: 'off' },
  // A document without an origin counts as another site.
  { key: 'cross-origin-resource-policy', value: 'cross-origin' },
  { key: 'access-control-allow-origin', value: '*' },
]

/** Inline scripts and styles, which are all of a preview, and nothing from elsewhere. */
const PREVIEW_SOURCES =
  "script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; img-src data: blob:; font-src data:; media-src data: blob:"
/** Our own script, which draws; no script that a diagram might bring. */
const DIAGRAM_SOURCES = "script-src 'self'; style-src 'unsafe-inline'; img-src data:"

/** One picture from anywhere, and our own lines that show it. */
const PICTURE_SOURCES = "script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src https: http: data:"

function framePolicy(sources: string) {
  const limits = "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
  const value = `sandbox allow-scripts; default-src 'none'; ${sources}; ${limits}`
  return { key: 'content-security-policy', value }
}

/** For what is no document. */
const NOTHING_INSIDE = {
  key: 'content-security-policy',
  value: "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
}

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
    'bowser',
    'gpt-tokenizer',
    'maxmind',
    'mongodb',
    'next-auth',
    'sharp',
    'winston',
    'ws',
    'zod',
  ],
  // Where RFC 9116 wants it; a folder whose name begins with a dot is passed by by most tools.
  rewrites: async () => [{ source: '/.well-known/security.txt', destination: '/security.txt' }],
  headers: async () => [
    { source: '/(.*)', headers: SECURITY_HEADERS },
    { source: '/s/:path*', headers: SHARED_HEADERS },
    // These pass proxy.ts by.
    { source: '/api/(imports|chat)', headers: [NOTHING_INSIDE] },
    { source: '/frame/(.*)', headers: FRAME_HEADERS },
    { source: '/frame/preview.html', headers: [framePolicy(PREVIEW_SOURCES)] },
    { source: '/frame/diagram.html', headers: [framePolicy(DIAGRAM_SOURCES)] },
    { source: '/frame/picture.html', headers: [framePolicy(PICTURE_SOURCES)] },
  ],
}

export default config

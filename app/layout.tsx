import './globals.css'
import { GeistMono } from 'geist/font/mono'
import { GeistSans } from 'geist/font/sans'
import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import {
  MOTION_COOKIE,
  parseMotion,
  parseTextSize,
  parseTheme,
  TEXT_SIZE_COOKIE,
  THEME_COOKIE,
} from '@/components/theme/preferences'
import { Providers } from '@/components/theme/providers'

export const metadata: Metadata = {
  title: { default: 'Numina', template: '%s · Numina' },
  description: 'A private AI companion for people and teams.',
  applicationName: 'Numina',
  icons: { icon: '/icon.svg', apple: '/apple-icon.png' },
}

export const viewport: Viewport = {
  viewportFit: 'cover',
  interactiveWidget: 'resizes-content',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f8f6f3' },
    { media: '(prefers-color-scheme: dark)', color: '#14110e' },
  ],
}

/** The appearance comes from cookies, so the first paint is already the chosen one, without a script. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const jar = await cookies()
  return (
    <html
      lang="en"
      data-theme={parseTheme(jar.get(THEME_COOKIE)?.value)}
      data-motion={parseMotion(jar.get(MOTION_COOKIE)?.value)}
      data-text-size={parseTextSize(jar.get(TEXT_SIZE_COOKIE)?.value)}
      className={`${GeistSans.variable} ${GeistMono.variable}`}
    >
      <body className="font-sans">
        <Providers>{children}</Providers>
      </body>
    </html>
  )
}

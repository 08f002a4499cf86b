import type { CSSProperties, ReactNode } from 'react'

// Mail programs know neither style sheets nor variables: the tokens of app/globals.css as plain colours.
const page: CSSProperties = {
  margin: 0,
  backgroundColor: '#f8f6f3',
  color: '#1d1a17',
  fontFamily: "-apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif",
  fontSize: '16px',
  lineHeight: '26px',
}
const card: CSSProperties = { maxWidth: '480px', margin: '0 auto', padding: '32px 24px' }
const quiet: CSSProperties = { marginTop: '32px', color: '#6b655f', fontSize: '13px', lineHeight: '20px' }
const button: CSSProperties = {
  display: 'inline-block',
  padding: '10px 18px',
  borderRadius: '10px',
  backgroundColor: '#6d4fb3',
  color: '#ffffff',
  fontWeight: 500,
  textDecoration: 'none',
}
const code: CSSProperties = { fontSize: '28px', letterSpacing: '6px', fontWeight: 600, margin: '16px 0' }

/** The frame of every mail. `preview` is what a list of mails shows beside the subject. */
export function MailLayout({
  preview,
  why,
  children,
}: {
  preview: string
  /** Why the person gets this mail. */
  why: string
  children: ReactNode
}) {
  return (
    <html lang="en">
      {/* biome-ignore lint/style/noHeadElement: a mail is no page of Next. */}
      <head>
        <meta name="color-scheme" content="light" />
      </head>
      <body style={page}>
        <div data-skip-in-text style={{ display: 'none', maxHeight: 0, overflow: 'hidden' }}>
          {preview}
        </div>
        <div style={card}>
          <p style={{ fontWeight: 600, fontSize: '18px' }}>Numina</p>
          {children}
          <p style={quiet}>{why}</p>
        </div>
      </body>
    </html>
  )
}

export function MailButton({ href, children }: { href: string; children: ReactNode }) {
  return (
    <p>
      <a href={href} style={button}>
        {children}
      </a>
    </p>
  )
}

export function MailCode({ children }: { children: ReactNode }) {
  return <p style={code}>{children}</p>
}

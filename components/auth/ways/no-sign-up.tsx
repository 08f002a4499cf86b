import Link from 'next/link'
import { buttonStyles } from '@/components/ui/button-styles'

const SAY = {
  invite:
    'New accounts are by invitation here. Ask whoever runs this Numina for one; the link in its mail makes your account.',
  closed: 'No new accounts are made here. Whoever has one can sign in.',
}

/** The page to sign up where people cannot sign up by themselves. */
export function NoSignUp({ mode }: { mode: keyof typeof SAY }) {
  return (
    <>
      <h1 className="font-medium text-2xl tracking-tight">
        {mode === 'invite' ? 'By invitation.' : 'No new accounts.'}
      </h1>
      <p className="text-ink-muted">{SAY[mode]}</p>
      <Link href="/sign-in" className={buttonStyles({ variant: 'primary' })}>
        Sign in
      </Link>
    </>
  )
}

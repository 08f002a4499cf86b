'use client'

import Link from 'next/link'
import { askForSignInLink } from '@/lib/ways/actions'
import { AskMailForm } from '../ask-mail-form'
import { withCallback } from '../callback-url'

/** Asks for a link to sign in. */
export function LinkRequestForm({ callbackUrl }: { callbackUrl: string }) {
  return (
    <AskMailForm
      ask={(email) => askForSignInLink({ email, callbackUrl })}
      lasts="once, for 30 minutes"
      again="Send another link"
    >
      <Link
        href={withCallback('/sign-in', callbackUrl)}
        className="w-fit text-accent underline underline-offset-2"
      >
        Sign in with a password
      </Link>
    </AskMailForm>
  )
}

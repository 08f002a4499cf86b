'use client'

import { requestPasswordReset } from '@/lib/accounts/actions'
import { AskMailForm } from './ask-mail-form'

/** Asks for a link to choose a new password. */
export function ForgotForm() {
  return (
    <AskMailForm
      ask={(email) => requestPasswordReset({ email })}
      lasts="for 30 minutes"
      again="Send another mail"
    />
  )
}

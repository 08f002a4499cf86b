'use client'

import { confirmEmailChange, undoEmailChange } from '@/lib/accounts/actions'
import { LinkAction } from './link-action'

/** One of the two links that agree to a new address. */
export function ConfirmEmailChange({ token }: { token: string }) {
  return (
    <LinkAction
      action={() => confirmEmailChange({ token })}
      label="Agree to the change"
      say={({ changed }) =>
        changed
          ? 'Thank you. Your account uses the new address from now on.'
          : 'Thank you. The address changes when the link in the other mail is used too.'
      }
      next={{ href: '/settings/account', label: 'Go to your account' }}
    />
  )
}

/** The link that takes a change back. */
export function UndoEmailChange({ token }: { token: string }) {
  return (
    <LinkAction
      action={() => undoEmailChange({ token })}
      label="Take my address back"
      say={() =>
        'Your account uses this address again. Every session and every way in is ended. A mail with a link to choose a new password is on its way.'
      }
      next={{ href: '/sign-in', label: 'Sign in' }}
    />
  )
}

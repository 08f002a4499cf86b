import { MailButton, MailLayout } from './layout'

type Change = { name: string; newEmail: string; url: string }

export function ChangeEmail({ name, newEmail, url }: Change) {
  return (
    <MailLayout
      preview="Confirm your new address"
      why="You get this because somebody gave this address to Numina. If it was not you, leave it: nothing happens without this link."
    >
      <p>Hello {name},</p>
      <p>
        confirm that your Numina account may use {newEmail} from now on. The link works once, for 30 minutes.
      </p>
      <MailButton href={url}>Confirm the new address</MailButton>
    </MailLayout>
  )
}

export function AllowEmail({ name, newEmail, url }: Change) {
  return (
    <MailLayout
      preview="Your address is about to change"
      why="You get this because somebody who is signed in to your account asked for it. If it was not you, do not use the link, and choose a new password."
    >
      <p>Hello {name},</p>
      <p>
        your account is to use {newEmail} instead of this address. It changes when you allow it here and the
        other address is confirmed too. The link works once, for 30 minutes.
      </p>
      <MailButton href={url}>Allow the change</MailButton>
    </MailLayout>
  )
}

export function EmailChanged({ name, newEmail, url }: Change) {
  return (
    <MailLayout
      preview="Your address was changed"
      why="You get this because this was the address of your Numina account."
    >
      <p>Hello {name},</p>
      <p>your account now uses {newEmail}. If it was not you, take it back with this link within 7 days:</p>
      <MailButton href={url}>It was not me, undo this</MailButton>
      <p>
        That also ends every session, and the password, passkeys, linked accounts, second step and keys for
        programs that the account has by then. Another mail lets you choose a new password.
      </p>
    </MailLayout>
  )
}

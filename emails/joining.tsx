import { MailButton, MailLayout } from './layout'

export function ConfirmSignUp({ name, url }: { name: string; url: string }) {
  return (
    <MailLayout
      preview="Confirm your address"
      why="You get this because somebody entered this address to create an account. If it was not you, leave it: there is no account."
    >
      <p>Hello {name},</p>
      <p>confirm that this address is yours, and your account is there. The link works once, for a day.</p>
      <MailButton href={url}>Confirm this address</MailButton>
    </MailLayout>
  )
}

export function Invitation({ inviter, url, until }: { inviter: string; url: string; until: string }) {
  return (
    <MailLayout
      preview={`${inviter} invites you`}
      why="You get this because somebody who runs this Numina entered your address. If you do not want an account, leave it."
    >
      <p>Hello,</p>
      <p>
        {inviter} invites you to Numina, a private AI companion. The invitation is for this address, works
        once, and until {until}.
      </p>
      <MailButton href={url}>Accept the invitation</MailButton>
    </MailLayout>
  )
}

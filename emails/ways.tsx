import { MailButton, MailLayout } from './layout'

export function SignInLink({ name, url }: { name: string; url: string }) {
  return (
    <MailLayout
      preview="Sign in without a password"
      why="If you did not ask for this, leave it: nobody can sign in without this link."
    >
      <p>Hello {name},</p>
      <p>sign in with this link. It works once, for 30 minutes, in the browser where you open it.</p>
      <MailButton href={url}>Sign in</MailButton>
    </MailLayout>
  )
}

export function WayChanged({
  name,
  change,
  when,
  securityUrl,
  resetUrl,
}: {
  name: string
  change: string
  when: string
  securityUrl: string
  resetUrl: string
}) {
  return (
    <MailLayout
      preview="The ways to sign in have changed"
      why="You get this whenever a way to sign in to your account is added or removed."
    >
      <p>Hello {name},</p>
      <p>
        on {when}, {change}.
      </p>
      <p>If it was not you, look at your ways to sign in, and choose a new password:</p>
      <MailButton href={securityUrl}>See the ways to sign in</MailButton>
      <p>
        <a href={resetUrl}>Choose a new password</a>
      </p>
    </MailLayout>
  )
}

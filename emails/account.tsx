import { MailButton, MailCode, MailLayout } from './layout'

type Greeted = { name: string }

export function VerifyEmail({ name, url, code }: Greeted & { url: string; code: string }) {
  return (
    <MailLayout
      preview={`Your code is ${code}`}
      why="You get this because somebody gave this address to Numina. If it was not you, leave it: nothing happens without this code."
    >
      <p>Hello {name},</p>
      <p>confirm that this address is yours with this code:</p>
      <MailCode>{code}</MailCode>
      <p>or with this link. Both work once, for 30 minutes.</p>
      <MailButton href={url}>Confirm this address</MailButton>
    </MailLayout>
  )
}

export function ResetPassword({ name, url }: Greeted & { url: string }) {
  return (
    <MailLayout
      preview="Choose a new password"
      why="If you did not ask for this, leave it: your password stays as it is."
    >
      <p>Hello {name},</p>
      <p>choose a new password with this link. It works once, for 30 minutes, and ends all your sessions.</p>
      <MailButton href={url}>Choose a new password</MailButton>
    </MailLayout>
  )
}

export function PasswordChanged({ name, url, when }: Greeted & { url: string; when: string }) {
  return (
    <MailLayout preview="Your password was changed" why="You get this whenever your password changes.">
      <p>Hello {name},</p>
      <p>the password of your account was changed on {when}, and all your sessions were ended.</p>
      <p>If it was not you, take your account back at once:</p>
      <MailButton href={url}>Choose a new password</MailButton>
    </MailLayout>
  )
}

export function AccountExists({
  name,
  signInUrl,
  resetUrl,
}: Greeted & { signInUrl: string; resetUrl: string }) {
  return (
    <MailLayout
      preview="You have an account already"
      why="You get this because somebody tried to create an account with your address. If it was not you, leave it: nothing has changed."
    >
      <p>Hello {name},</p>
      <p>you have an account with this address already. Sign in with its password, or choose a new one.</p>
      <MailButton href={signInUrl}>Sign in</MailButton>
      <p>
        <a href={resetUrl}>Choose a new password</a>
      </p>
    </MailLayout>
  )
}

export function NewDevice({
  name,
  when,
  device,
  network,
  sessionsUrl,
  resetUrl,
}: Greeted & { when: string; device: string; network: string; sessionsUrl: string; resetUrl: string }) {
  return (
    <MailLayout
      preview={`Signed in with ${device}`}
      why="You get this when somebody signs in to your account in a browser that was not used for it before."
    >
      <p>Hello {name},</p>
      <p>
        somebody signed in to your account on {when}, with {device} from {network}.
      </p>
      <p>If it was you, there is nothing to do. If not, end that session and choose a new password:</p>
      <MailButton href={sessionsUrl}>See your sessions</MailButton>
      <p>
        <a href={resetUrl}>Choose a new password</a>
      </p>
    </MailLayout>
  )
}

export function FactorChanged({
  name,
  url,
  change,
  when,
}: Greeted & { url: string; change: string; when: string }) {
  return (
    <MailLayout
      preview="How you sign in has changed"
      why="You get this whenever the second step of signing in, or a passkey, changes."
    >
      <p>Hello {name},</p>
      <p>
        on {when}, {change}.
      </p>
      <p>If it was not you, take your account back at once:</p>
      <MailButton href={url}>Choose a new password</MailButton>
    </MailLayout>
  )
}

import { MailButton, MailLayout } from './layout'

type Tried = { name: string; when: string; network: string; device: string; resetUrl: string }

export function SignInPaused({
  name,
  when,
  network,
  device,
  resetUrl,
  signInUrl,
}: Tried & { signInUrl: string }) {
  return (
    <MailLayout
      preview="Signing in with your password takes a pause"
      why="You get this when a wrong password was entered for your account several times in a row."
    >
      <p>Hello {name},</p>
      <p>
        a wrong password was entered for your account several times, the last time on {when}, with {device}{' '}
        from {network}. Nobody got in. New browsers have to wait now before they can try again; browsers you
        have used before still let you in.
      </p>
      <p>If it was you, come in with this link. It works once, for 30 minutes.</p>
      <MailButton href={signInUrl}>Sign in</MailButton>
      <p>
        If it was not you, there is nothing to do. If you use the same password elsewhere,{' '}
        <a href={resetUrl}>choose a new one</a>.
      </p>
    </MailLayout>
  )
}

export function FactorPaused({ name, when, network, device, resetUrl }: Tried) {
  return (
    <MailLayout
      preview="The right password, but wrong codes"
      why="You get this when your password was right but the second step failed several times in a row."
    >
      <p>Hello {name},</p>
      <p>
        somebody entered your right password and then several wrong codes, the last time on {when}, with{' '}
        {device} from {network}. They did not get in, and have to wait now.
      </p>
      <p>If it was not you, your password is known to somebody else: choose a new one.</p>
      <MailButton href={resetUrl}>Choose a new password</MailButton>
    </MailLayout>
  )
}

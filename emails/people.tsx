import { MailButton, MailLayout } from './layout'

export function AccountSuspended({
  name,
  reason,
  contact,
}: {
  name: string
  reason: string
  contact: string | null
}) {
  return (
    <MailLayout
      preview="Your account is suspended"
      why="You get this because somebody who manages this Numina has suspended your account."
    >
      <p>Hello {name},</p>
      <p>your account is suspended: you cannot sign in, and nothing is done for you in the background.</p>
      <p>The reason given: {reason}</p>
      <p>
        What is in your account stays as it is. If you think this is a mistake, or want a copy of your data,{' '}
        {contact ? (
          <>
            write to <a href={`mailto:${contact}`}>{contact}</a>.
          </>
        ) : (
          'write to whoever runs this Numina.'
        )}
      </p>
    </MailLayout>
  )
}

export function AccountRestored({ name, url }: { name: string; url: string }) {
  return (
    <MailLayout
      preview="Your account is open again"
      why="You get this because somebody who manages this Numina has opened your account again."
    >
      <p>Hello {name},</p>
      <p>your account is open again, with everything that was in it.</p>
      <MailButton href={url}>Sign in</MailButton>
    </MailLayout>
  )
}

export function RoleChanged({ name, duties, url }: { name: string; duties: string; url: string | null }) {
  return (
    <MailLayout
      preview="Your role has changed"
      why="You get this because somebody who manages this Numina has changed your role."
    >
      <p>Hello {name},</p>
      <p>your role in this Numina has changed. {duties}.</p>
      {url && <MailButton href={url}>See what you manage</MailButton>}
    </MailLayout>
  )
}

import { MailButton, MailLayout } from './layout'

type Greeted = { name: string }

export function ArchiveReady({ name, url, days }: Greeted & { url: string; days: number }) {
  return (
    <MailLayout
      preview="Your data is ready to download"
      why="You get this because somebody who is signed in to your account asked for all of its data. If it was not you, end your sessions and choose a new password."
    >
      <p>Hello {name},</p>
      <p>
        everything Numina holds of you is in one file now. You can download it for {days} days; you will be
        asked to show that it is you.
      </p>
      <MailButton href={url}>Download my data</MailButton>
    </MailLayout>
  )
}

export function DeletionRequested({ name, when, url }: Greeted & { when: string; url: string }) {
  return (
    <MailLayout
      preview={`Your account will be deleted on ${when}`}
      why="You get this because somebody who is signed in to your account asked for its deletion. If it was not you, sign in, keep the account and choose a new password."
    >
      <p>Hello {name},</p>
      <p>
        your account is closed now. On {when} it will be erased with everything in it. Until then nothing is
        lost: sign in, and one click takes it back.
      </p>
      <MailButton href={url}>Sign in to keep my account</MailButton>
    </MailLayout>
  )
}

export function DeletionUndone({ name, url }: Greeted & { url: string }) {
  return (
    <MailLayout
      preview="Your account stays"
      why="You get this whenever the deletion of your account is taken back."
    >
      <p>Hello {name},</p>
      <p>the deletion of your account was taken back. Everything is as it was.</p>
      <p>If it was not you, take your account back at once:</p>
      <MailButton href={url}>Choose a new password</MailButton>
    </MailLayout>
  )
}

export function AccountErased({ name, counts }: Greeted & { counts: Record<string, number> }) {
  const erased = Object.entries(counts).filter(([, count]) => count > 0)
  return (
    <MailLayout
      preview="This is the receipt"
      why="This is the last mail you get from Numina: your address is erased too."
    >
      <p>Hello {name},</p>
      <p>your account and everything in it are erased. This is how much there was, by kind of record:</p>
      <ul>
        {erased.map(([collection, count]) => (
          <li key={collection}>
            {collection}: {count}
          </li>
        ))}
      </ul>
      <p>
        Entries of the security log stay, without saying whose they are. Backups are overwritten in their own
        time.
      </p>
    </MailLayout>
  )
}

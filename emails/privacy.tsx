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

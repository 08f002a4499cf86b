import { MailButton, MailLayout } from './layout'

/** As it was written, line by line. */
function Words({ text }: { text: string }) {
  return <p style={{ whiteSpace: 'pre-line' }}>{text}</p>
}

type QuoteAskedProps = {
  name: string
  email: string
  plan: string
  seats: number
  needs: string
  reach: string
  url: string
}

export function QuoteAsked({ name, email, plan, seats, needs, reach, url }: QuoteAskedProps) {
  return (
    <MailLayout
      preview={`${name} asks for ${plan}`}
      why="You get this because you own this Numina. Replying writes to the person."
    >
      <p>
        {name} ({email}) asks what {plan} would be for {seats} {seats === 1 ? 'seat' : 'seats'}. They write:
      </p>
      <Words text={needs} />
      <p>To be reached: {reach}</p>
      <MailButton href={url}>See the request</MailButton>
    </MailLayout>
  )
}

type QuoteReceivedProps = { name: string; plan: string; seats: number; needs: string; url: string }

export function QuoteReceived({ name, plan, seats, needs, url }: QuoteReceivedProps) {
  return (
    <MailLayout
      preview={`Your request for ${plan} has arrived`}
      why="You get this because somebody asked for a quote with your account. If it was not you, withdraw it there."
    >
      <p>Hello {name},</p>
      <p>
        your request for {plan} with {seats} {seats === 1 ? 'seat' : 'seats'} has arrived. Whoever runs this
        Numina answers by mail. You wrote:
      </p>
      <Words text={needs} />
      <MailButton href={url}>See or withdraw it</MailButton>
    </MailLayout>
  )
}

export function QuoteAnswered({ name, text, url }: { name: string; text: string; url: string }) {
  return (
    <MailLayout
      preview="Your request was answered"
      why="You get this because you asked for a quote. Replying writes to whoever answered."
    >
      <p>Hello {name},</p>
      <Words text={text} />
      <MailButton href={url}>See your request</MailButton>
    </MailLayout>
  )
}

import { MailButton, MailLayout } from './layout'

type PaymentFailedProps = {
  name: string
  plan: string
  /** Until when the plan stays, or stayed. */
  until: string
  isOver: boolean
  url: string
}

export function PaymentFailed({ name, plan, until, isOver, url }: PaymentFailedProps) {
  return (
    <MailLayout
      preview={isOver ? `${plan} has ended` : 'Your payment failed'}
      why="You get this because you pay for a Numina workspace."
    >
      <p>Hello {name},</p>
      {isOver ? (
        <p>
          the last payment for {plan} could not be made, and the days of grace ended on {until}. You have Free
          until it is paid. Nothing of yours is deleted.
        </p>
      ) : (
        <p>
          the last payment for {plan} could not be made. {plan} stays until {until} while the card is tried
          again. After that you have Free until it is paid; nothing of yours is deleted.
        </p>
      )}
      <MailButton href={url}>Check the card</MailButton>
    </MailLayout>
  )
}

/** Buying messages by itself has ended, since the card was refused. */
export function TopUpStopped({ name, url }: { name: string; url: string }) {
  return (
    <MailLayout
      preview="Messages could not be bought"
      why="You get this because you agreed to buy messages by themselves for a Numina workspace."
    >
      <p>Hello {name},</p>
      <p>
        your messages were running out, and your bank refused the card or wants you to confirm. Nothing was
        charged, and auto top-up is off now. You can buy messages yourself, or switch it on again with another
        card.
      </p>
      <MailButton href={url}>See billing</MailButton>
    </MailLayout>
  )
}

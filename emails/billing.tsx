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

type PlanPassedOnProps = {
  name: string
  plan: string
  /** When it is to be paid next. */
  until: string
  url: string
}

/** A team with a plan was handed over. */
export function PlanPassedOn({ name, plan, until, url }: PlanPassedOnProps) {
  return (
    <MailLayout
      preview={`${plan} of your team needs your card`}
      why="You get this because a team with a paid plan was handed over to you."
    >
      <p>Hello {name},</p>
      <p>
        you own a team with {plan} now. The plan stays as it is, and is paid next on {until}. The card of
        whoever owned the team before is not charged any more: add yours, and look at the name and address on
        the invoices.
      </p>
      <MailButton href={url}>Add a card</MailButton>
      <p>Auto top-up and pay-as-you-go are off until you switch them on.</p>
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

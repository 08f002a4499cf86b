import { periodOf } from '../../billing/items.ts'
import { invalid } from '../../core/errors.ts'
import type { Answer } from '../../core/http.ts'
import type { Subscription } from '../../core/objects.ts'
import { type SubscriptionUpdate, updateSubscription } from '../../resources/billing/subscription-update.ts'
import { cancelSubscription } from '../../resources/billing/subscriptions.ts'
import { html, page, problem } from '../html.ts'
import { dateWords } from '../words.ts'
import { afterFlow, type Visit } from './visit.ts'

type Feedback = NonNullable<NonNullable<SubscriptionUpdate['cancellation_details']>['feedback']>
const REASONS: Record<Feedback, string> = {
  too_expensive: 'It is too expensive',
  missing_features: 'I need more features',
  switched_service: 'I found an alternative',
  unused: 'I no longer need it',
  customer_service: 'The service was less than expected',
  too_complex: 'It is hard to use',
  low_quality: 'The quality was less than expected',
  other: 'Another reason',
}
const isReason = (text: string | null): text is Feedback => text !== null && Object.hasOwn(REASONS, text)

/** Says what cancelling does and asks why. */
export function cancelPage(at: Visit, subscription: Subscription): Answer {
  const { subscription_cancel: cancel } = at.configuration.features
  const { end } = periodOf(subscription)
  const options = cancel.cancellation_reason.options.filter(isReason)
  const words =
    cancel.mode === 'immediately'
      ? 'Your plan ends at once.'
      : `Your plan stays as it is until ${dateWords(end)} and then ends.`
  const reasons = html`<fieldset><legend>Why do you cancel? <span class="muted">(optional)</span></legend>${options.map((reason) => html`<label class="choice"><input type="radio" name="feedback" value="${reason}"> ${REASONS[reason]}</label>`)}</fieldset>
<div class="field"><label for="comment">Anything else? <span class="muted">(optional)</span></label><textarea id="comment" name="comment" rows="3" maxlength="500"></textarea></div>`
  const body = html`<section class="card narrow">${problem(at.error)}<h1>Cancel plan</h1><p>${words}</p>
<form method="post" action="${at.path}/cancel/${subscription.id}">${cancel.cancellation_reason.enabled && reasons}
<div class="actions"><button class="danger" type="submit">Cancel plan</button><a class="button" href="${at.path}?home">Keep plan</a></div></form></section>`
  return page({ title: 'Cancel plan · simulated', body, formsTo: [afterFlow(at)] })
}

/** Cancels, at the end of the period or at once, as the configuration says. @returns where to go */
export function submitCancel(at: Visit, subscription: Subscription): string {
  const { subscription_cancel: cancel } = at.configuration.features
  if (!cancel.enabled && at.session.flow?.type !== 'subscription_cancel')
    throw invalid('Plans cannot be canceled here.')
  const [feedback, comment] = [at.form.get('feedback'), at.form.get('comment')]
  const details = { ...(isReason(feedback) && { feedback }), ...(comment && { comment }) }
  if (cancel.mode === 'immediately')
    cancelSubscription(
      at.world,
      {
        cancellation_details: details,
        prorate: cancel.proration_behavior !== 'none',
        invoice_now: cancel.proration_behavior === 'always_invoice',
      },
      subscription.id,
    )
  else
    updateSubscription(
      at.world,
      { cancel_at_period_end: true, cancellation_details: details },
      subscription.id,
    )
  return afterFlow(at) === at.path ? `${at.path}?home` : afterFlow(at)
}

/** Takes a cancellation back. @returns where to go */
export function submitResume(at: Visit, subscription: Subscription): string {
  updateSubscription(at.world, { cancel_at_period_end: false }, subscription.id)
  return `${at.path}?home`
}

import { missing, StripeError } from '../../core/errors.ts'
import type { Answer } from '../../core/http.ts'
import type { World } from '../../core/world.ts'
import { redirect } from '../html.ts'
import { cancelPage, submitCancel, submitResume } from './cancel.ts'
import { addCardPage, submitAddCard, submitDefaultCard, submitRemoveCard } from './cards.ts'
import { detailsPage, submitDetails } from './details.ts'
import { portalHome } from './home.ts'
import { confirmPage, plansPage, submitPlan } from './plan.ts'
import { mine, type Visit, visit } from './visit.ts'

/** Shows a page of the portal. */
export function showPortal(world: World, id: string, [part, of]: string[], query: URLSearchParams): Answer {
  return render(visit(world, id, query), part, of)
}

function render(at: Visit, part: string | undefined, of: string | undefined): Answer {
  if (part === undefined) return at.session.flow && !at.form.has('home') ? flowPage(at) : portalHome(at)
  if (part === 'cancel') return cancelPage(at, mine(at, of))
  if (part === 'plans') return plansPage(at, mine(at, of))
  if (part === 'confirm') return confirmPage(at, mine(at, of))
  if (part === 'card') return addCardPage(at)
  if (part === 'details') return detailsPage(at)
  throw missing('page', part)
}

function flowPage(at: Visit): Answer {
  const { flow, ...session } = at.session
  if (flow?.subscription_cancel) return cancelPage(at, mine(at, flow.subscription_cancel.subscription))
  if (flow?.subscription_update) return plansPage(at, mine(at, flow.subscription_update.subscription))
  if (flow?.type === 'payment_method_update') return addCardPage(at)
  const [item] = flow?.subscription_update_confirm?.items ?? []
  if (!flow?.subscription_update_confirm || !item)
    return portalHome({ ...at, session: { ...session, flow: null } })
  const form = new URLSearchParams({
    item: item.id ?? '',
    price: item.price ?? '',
    quantity: String(item.quantity ?? ''),
  })
  return confirmPage({ ...at, form }, mine(at, flow.subscription_update_confirm.subscription))
}

/** Does what a form of the portal asks for. An error shows the form again with what is wrong. */
export function submitPortal(world: World, id: string, [part, of]: string[], form: URLSearchParams): Answer {
  const at = visit(world, id, form)
  try {
    return redirect(world.store.change(() => act(at, part, of)))
  } catch (error) {
    if (!(error instanceof StripeError) || error.status === 404) throw error
    return { ...render({ ...at, error: error.message }, part, of), status: 402 }
  }
}

function act(at: Visit, part: string | undefined, of: string | undefined): string {
  if (part === 'cancel') return submitCancel(at, mine(at, of))
  if (part === 'resume') return submitResume(at, mine(at, of))
  if (part === 'confirm') return submitPlan(at, mine(at, of))
  if (part === 'card') return submitAddCard(at)
  if (part === 'default-card') return submitDefaultCard(at)
  if (part === 'remove-card') return submitRemoveCard(at)
  if (part === 'details') return submitDetails(at)
  throw missing('page', part ?? '')
}

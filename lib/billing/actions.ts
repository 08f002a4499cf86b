'use server'
import { z } from 'zod'
import { userAction } from '@/lib/http/action'
import * as portal from './checkout/open-portal'
import * as changing from './checkout/preview-change'
import * as checkout from './checkout/start-checkout'
import * as buying from './credits/buy-pack'
import * as credits from './credits/give-credits'
import * as extra from './extra/agree'
import * as comparison from './managing/compare-now'
import * as giving from './managing/give-plan'
import {
  changeInput,
  checkoutInput,
  extraInput,
  giveCreditsInput,
  givePlanInput,
  packInput,
  portalInput,
  seatsChange,
  seatsInput,
  takePlanBackInput,
  topUpInput,
} from './schema'
import * as seats from './seats/change-seats'
import * as offers from './seats/preview-seats'
import * as topUp from './topup/agree'

export const startCheckout = userAction(
  { name: 'startCheckout', input: checkoutInput, rateLimit: 'connect' },
  checkout.startCheckout,
)
export const previewChange = userAction(
  { name: 'previewChange', input: changeInput, rateLimit: 'connect' },
  changing.previewChange,
)
export const openPortal = userAction(
  { name: 'openPortal', input: portalInput, rateLimit: 'connect' },
  portal.openPortal,
)
export const previewSeats = userAction(
  { name: 'previewSeats', input: seatsInput, rateLimit: 'connect' },
  offers.previewSeats,
)
export const changeSeats = userAction(
  { name: 'changeSeats', input: seatsChange, rateLimit: 'connect' },
  seats.changeSeats,
)
export const compareNow = userAction(
  { name: 'compareNow', input: z.undefined(), rateLimit: 'connect' },
  comparison.compareNow,
)
export const givePlan = userAction(
  { name: 'givePlan', input: givePlanInput, rateLimit: 'write' },
  giving.givePlan,
)
export const takePlanBack = userAction(
  { name: 'takePlanBack', input: takePlanBackInput, rateLimit: 'write' },
  giving.takePlanBack,
)
export const buyPack = userAction({ name: 'buyPack', input: packInput, rateLimit: 'connect' }, buying.buyPack)
export const giveCredits = userAction(
  { name: 'giveCredits', input: giveCreditsInput, rateLimit: 'write' },
  credits.giveCredits,
)
export const switchExtraOn = userAction(
  { name: 'switchExtraOn', input: extraInput, rateLimit: 'connect' },
  extra.switchExtraOn,
)
export const switchExtraOff = userAction(
  { name: 'switchExtraOff', input: z.undefined(), rateLimit: 'connect' },
  extra.switchExtraOff,
)
export const switchTopUpOn = userAction(
  { name: 'switchTopUpOn', input: topUpInput, rateLimit: 'connect' },
  topUp.switchTopUpOn,
)
export const switchTopUpOff = userAction(
  { name: 'switchTopUpOff', input: z.undefined(), rateLimit: 'connect' },
  topUp.switchTopUpOff,
)

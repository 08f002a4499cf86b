import { emptyable, flag, group, map, text } from '../core/shape.ts'

/** Nobody buys more of a thing. */
export const MOST_QUANTITY = 999_999_999

/** What many requests take alike. */
export const address = group({
  city: text(),
  country: text(2),
  line1: text(),
  line2: text(),
  postal_code: text(),
  state: text(),
})
export const metadata = { metadata: map() }
export const automaticTax = group({ enabled: flag() })
export const billingDetails = group({
  address: emptyable(address),
  email: emptyable(text()),
  name: emptyable(text()),
  phone: emptyable(text()),
})
export const discounts = group({ coupon: text(), promotion_code: text(), discount: text() })

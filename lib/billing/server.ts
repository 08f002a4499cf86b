import 'server-only'

export { billingData } from './personal-data'
export { currencyFor, localeFor } from './plans/currency-for'
export { listPrices } from './plans/list-prices'
export { havePlansEffect, limitOf, nextPlanWith, planOf } from './plans/read-plans'

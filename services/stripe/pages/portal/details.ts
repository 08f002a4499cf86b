import { invalid } from '../../core/errors.ts'
import type { Answer } from '../../core/http.ts'
import { fullAddress } from '../../payments/methods.ts'
import { addTaxId, TAX_ID_TYPES } from '../../resources/customers/tax-ids.ts'
import { field, html, page, problem, select } from '../html.ts'
import { COUNTRIES } from '../parts.ts'
import type { Visit } from './visit.ts'

/** Name, email, address and tax id, as far as the configuration lets them be changed. */
export function detailsPage(at: Visit): Answer {
  const { world, session, configuration } = at
  const customer = world.store.get('customer', session.customer)
  const may = (what: string) =>
    configuration.features.customer_update.allowed_updates.some((each) => each === what)
  const given = customer.address
  const taxIds = world.store.all('tax_id', (taxId) => taxId.customer === customer.id)
  const body = html`<section class="card narrow"><h1>Billing details</h1>${problem(at.error)}<form method="post" action="${at.path}/details">
${may('name') && field({ id: 'name', label: 'Name', value: customer.name, complete: 'name', optional: true })}
${may('email') && field({ id: 'email', label: 'Email', value: customer.email, complete: 'email', mode: 'email' })}
${
  may('address') &&
  html`${select('country', 'Country', COUNTRIES, given?.country ?? 'US', 'country')}
${field({ id: 'line1', label: 'Address', value: given?.line1, complete: 'address-line1', optional: true })}
<div class="pair">${field({ id: 'postal_code', label: 'Postal code', value: given?.postal_code, complete: 'postal-code', optional: true })}${field({ id: 'city', label: 'City', value: given?.city, complete: 'address-level2', optional: true })}</div>`
}
${
  may('tax_id') &&
  html`${taxIds.map(({ type, value }) => html`<p class="small muted">${type.replaceAll('_', ' ').toUpperCase()} ${value}</p>`)}
<div class="pair">${select(
    'taxIdType',
    'Tax ID',
    TAX_ID_TYPES.map((type) => [type, type.replaceAll('_', ' ').toUpperCase()]),
    'eu_vat',
  )}${field({ id: 'taxId', label: 'Number', optional: true, max: 40 })}</div>`
}
<div class="actions"><button class="primary" type="submit">Save</button><a class="button" href="${at.path}?home">Back</a></div></form></section>`
  return page({ title: 'Billing details · simulated', body })
}

/** Keeps what may be changed. @returns where to go */
export function submitDetails(at: Visit): string {
  const { world, session, configuration, form } = at
  const { customer_update: update } = configuration.features
  if (!update.enabled) throw invalid('Details cannot be changed here.')
  const customer = world.store.get('customer', session.customer)
  const given = (what: string, name: string) =>
    update.allowed_updates.some((each) => each === what) ? form.get(name) : null
  const country = given('address', 'country')
  const email = given('email', 'email')?.trim()
  if (email !== undefined && !/^\S+@\S+\.\S+$/.test(email)) throw invalid('This is no email address.')
  world.update('customer', {
    ...customer,
    name: given('name', 'name') ?? customer.name ?? null,
    email: email ?? customer.email,
    ...(country && {
      address: fullAddress({
        country,
        line1: form.get('line1') ?? '',
        postal_code: form.get('postal_code') ?? '',
        city: form.get('city') ?? '',
      }),
    }),
  })
  const number = given('tax_id', 'taxId')?.replace(/\s/g, '').toUpperCase()
  if (number) addTaxId(world, customer.id, { type: form.get('taxIdType') ?? '', value: number })
  return `${at.path}?home`
}

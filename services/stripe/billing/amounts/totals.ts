import type { Coupon, Invoice, InvoiceLine } from '../../core/objects.ts'
import type { World } from '../../core/world.ts'
import { appliesTo, reductions } from './discounts.ts'
import { taxOn } from './tax.ts'

type TotalTax = NonNullable<Invoice['total_taxes']>[number]
const sum = (amounts: number[]): number => amounts.reduce((total, amount) => total + amount, 0)

/** An invoice with its discounts, taxes and sums worked out from its lines. */
export function withTotals(world: World, invoice: Invoice): Invoice {
  const lines = structuredClone(invoice.lines.data)
  for (const line of lines) {
    line.discount_amounts = []
    line.taxes = []
  }
  for (const id of invoice.discounts) discount(world, lines, id, invoice.currency)
  if (invoice.automatic_tax.enabled) tax(world, lines, invoice.customer)
  const subtotal = sum(lines.map(({ amount }) => amount))
  const off = sum(lines.map(reductionOf))
  const taxes = totalTaxes(lines)
  const exclusive = sum(
    taxes.filter(({ tax_behavior: how }) => how === 'exclusive').map(({ amount }) => amount),
  )
  const all = sum(taxes.map(({ amount }) => amount))
  const total = subtotal - off + exclusive
  const due = Math.max(total, 0)
  return {
    ...invoice,
    lines: { ...invoice.lines, data: lines.map((line) => ({ ...line, invoice: invoice.id })) },
    subtotal,
    subtotal_excluding_tax: subtotal - (all - exclusive),
    total,
    total_excluding_tax: total - all,
    total_discount_amounts: invoice.discounts.map((id) => ({
      discount: id,
      amount: sum(
        lines.flatMap((line) =>
          (line.discount_amounts ?? []).filter((each) => each.discount === id).map(({ amount }) => amount),
        ),
      ),
    })),
    total_taxes: taxes,
    amount_due: due,
    amount_remaining: due - invoice.amount_paid,
  }
}

const reductionOf = (line: InvoiceLine) => sum((line.discount_amounts ?? []).map(({ amount }) => amount))

function discount(world: World, lines: InvoiceLine[], id: string, currency: string): void {
  const coupon: Coupon | undefined = world.store.find(
    'coupon',
    world.store.find('discount', id)?.source.coupon,
  )
  if (!coupon) return
  const chosen = lines.filter(
    (line) => line.discountable && appliesTo(coupon, line.pricing?.price_details?.product),
  )
  const amounts = reductions(
    coupon,
    chosen.map((line) => line.amount - reductionOf(line)),
    currency,
  )
  for (const [at, line] of chosen.entries())
    line.discount_amounts?.push({ amount: amounts[at] ?? 0, discount: id })
}

function tax(world: World, lines: InvoiceLine[], customerId: string | null): void {
  const customer = world.store.find('customer', customerId)
  if (!customer) return
  for (const line of lines) {
    const price = world.store.find('price', line.pricing?.price_details?.price)
    const found = taxOn(world, customer, line.amount - reductionOf(line), price?.tax_behavior ?? null)
    if (found) line.taxes = [found]
  }
}

function totalTaxes(lines: InvoiceLine[]): TotalTax[] {
  const totals = new Map<string, TotalTax>()
  for (const line of lines.flatMap(({ taxes }) => taxes ?? [])) {
    const key = `${line.tax_rate_details?.tax_rate} ${line.tax_behavior}`
    const before = totals.get(key)
    totals.set(key, {
      ...line,
      amount: line.amount + (before?.amount ?? 0),
      taxable_amount: (line.taxable_amount ?? 0) + (before?.taxable_amount ?? 0),
    })
  }
  return [...totals.values()]
}

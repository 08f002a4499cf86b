import { taxName } from '../billing/amounts/tax.ts'
import { showMoney } from '../core/money.ts'
import type { Invoice } from '../core/objects.ts'
import { makePdf, type Text } from './pdf.ts'
import { dateWords } from './words.ts'

const [LEFT, RIGHT] = [56, 539]
const PER_PAGE = 24

/** The sums below the lines of an invoice, as page and PDF name them. */
export function sumsOf(invoice: Invoice): [label: string, amount: number][] {
  const off = (invoice.total_discount_amounts ?? []).reduce((sum, { amount }) => sum + amount, 0)
  const taxes = (invoice.total_taxes ?? []).map(
    ({ amount, tax_behavior: how, tax_rate_details: rate, taxability_reason: reason }): [string, number] => {
      const name = taxName(rate?.tax_rate.slice(-2) ?? '')
      return [
        reason === 'reverse_charge'
          ? 'Tax (reverse charge)'
          : how === 'inclusive'
            ? `${name} (included)`
            : name,
        amount,
      ]
    },
  )
  const credit = invoice.amount_due - Math.max(invoice.total, 0)
  const applied: [string, number][] = credit !== 0 ? [['Balance applied', credit]] : []
  return [
    ['Subtotal', invoice.subtotal],
    ...(off > 0 ? ([['Discount', -off]] as [string, number][]) : []),
    ...taxes,
    ['Total', invoice.total],
    ...applied,
    ['Amount due', invoice.amount_due],
  ]
}

const shorten = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1)}…` : text)

/** An invoice as a PDF. */
export function invoicePdf(invoice: Invoice): Buffer {
  const money = (amount: number) => showMoney(amount, invoice.currency)
  const lines = invoice.lines.data
  const count = Math.max(1, Math.ceil(lines.length / PER_PAGE))
  const pages = Array.from({ length: count }, (_, at): Text[] => {
    const rows = lines.slice(at * PER_PAGE, (at + 1) * PER_PAGE).flatMap((line, row): Text[] => {
      const y = 250 + row * 20
      return [
        { x: LEFT, y, text: shorten(line.description ?? '', 74) },
        { x: 440, y, text: String(line.quantity ?? 1), right: true },
        { x: RIGHT, y, text: money(line.amount), right: true },
      ]
    })
    return [
      ...head(invoice, `${at + 1} / ${count}`),
      ...rows,
      ...(at === count - 1 ? sums(invoice, 270 + (lines.length - at * PER_PAGE) * 20) : []),
    ]
  })
  return makePdf(`Invoice ${invoice.number ?? invoice.id}`, pages)
}

function head(invoice: Invoice, leaf: string): Text[] {
  const to = [
    invoice.customer_name,
    invoice.customer_email,
    invoice.customer_address?.line1,
    invoice.customer_address?.country,
  ].filter((line) => typeof line === 'string')
  return [
    { x: LEFT, y: 64, text: invoice.status === 'paid' ? 'Invoice, paid' : 'Invoice', size: 22, bold: true },
    { x: RIGHT, y: 64, text: 'Numina', size: 14, bold: true, right: true },
    { x: LEFT, y: 84, text: 'Simulated payments: no money was asked for or moved.', size: 9 },
    { x: LEFT, y: 112, text: `Number ${invoice.number ?? 'draft'}` },
    { x: LEFT, y: 128, text: `Date ${dateWords(invoice.effective_at ?? invoice.created)}` },
    { x: RIGHT, y: 112, text: leaf, right: true },
    ...to.map((text, at): Text => ({ x: LEFT, y: 152 + at * 15, text: shorten(text, 80) })),
    { x: LEFT, y: 228, text: 'Description', bold: true },
    { x: 440, y: 228, text: 'Quantity', bold: true, right: true },
    { x: RIGHT, y: 228, text: 'Amount', bold: true, right: true },
  ]
}

const sums = (invoice: Invoice, top: number): Text[] =>
  sumsOf(invoice).flatMap(([label, amount], at): Text[] => {
    const [y, bold] = [top + at * 18, label === 'Amount due']
    return [
      { x: 340, y, text: label, bold },
      { x: RIGHT, y, text: showMoney(amount, invoice.currency), right: true, bold },
    ]
  })

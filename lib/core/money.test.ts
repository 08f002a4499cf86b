import { expect, it } from 'vitest'
import { formatMoney } from './money'

it.each([
  [900, 'USD', 'en', '$9'],
  [950, 'USD', 'en', '$9.50'],
  [1_400, 'JPY', 'en', '¥1,400'],
  [44_900, 'INR', 'en-IN', '₹449'],
  [2_900, 'BRL', 'pt-BR', 'R$\u00a029'],
  [1_490_000, 'INR', 'en-IN', '₹14,900'],
  [-250, 'EUR', 'de', '-2,50\u00a0€'],
])('%i of the smallest unit of %s in %s is %s', (amount, currency, locale, words) => {
  expect(formatMoney(amount, currency, locale)).toBe(words)
})

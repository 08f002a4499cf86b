import type { ModelDto } from '@/lib/models/schema'

/** @returns tokens in short: `850`, `128k`, `1M` */
export function shortTokens(tokens: number): string {
  if (tokens < 1_000) return String(tokens)
  if (tokens < 999_500) return `${Math.round(tokens / 1_000)}k`
  return `${Math.round(tokens / 100_000) / 10}M`
}

const usd = (amount: number) => `$${amount.toLocaleString('en', { maximumFractionDigits: 3 })}`

/** @returns what a person compares models by: the window, and the price for a million tokens in and out */
export function modelFacts({ contextWindow, price }: ModelDto): string {
  const window = `${shortTokens(contextWindow)} tokens`
  if (!price) return window
  if (price.input === 0 && price.output === 0) return `${window} · free`
  return `${window} · ${usd(price.input)} in, ${usd(price.output)} out per million`
}

/** @returns a cost in words: `$0.0042`; never a zero for what did cost something */
export function costLabel(microUsd: number): string {
  const amount = microUsd / 1_000_000
  if (amount > 0 && amount < 0.0001) return 'under $0.0001'
  return `$${amount.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: amount < 0.1 ? 4 : 2 })}`
}

import { Store } from '../session/state'

/** How often help lines were to be shown, by conversation. Lives as long as the page, and is told to nobody. */
export const careSignal = new Store<Record<string, number>>({})

/** What somebody has just written may show that they are in danger: help lines are to be at hand. */
export function offerCare(conversationId: string): void {
  careSignal.patch({ [conversationId]: (careSignal.read()[conversationId] ?? 0) + 1 })
}

import { getQueryClient } from '../list/query-client'

/** What the model sees, as the client keeps it; begins the key of a query. */
export const CONTEXT = 'context'

/** To be called when what a conversation's model is, or is told, has changed on the server. */
export function refreshContext(conversationId: string): void {
  void getQueryClient().invalidateQueries({ queryKey: [CONTEXT, conversationId] })
}

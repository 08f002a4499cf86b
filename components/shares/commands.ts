import { callAction } from '@/components/actions/call-action'
import { toast } from '@/components/ui/overlay/toast-store'
import { revokeShare } from '@/lib/shares/actions'
import type { ShareDto } from '@/lib/shares/schema'

/** The address to hand on. On the server, which does not know how it is reached, the path. */
export function addressOf({ path }: ShareDto): string {
  return typeof location === 'undefined' ? path : new URL(path, location.origin).href
}

/** Stops sharing at once, with ten seconds to think better of it. @returns false when the server did not */
export async function stopSharing(share: ShareDto, onBack: () => void): Promise<boolean> {
  const { id, title } = share
  const result = await callAction(() => revokeShare({ id, revoked: true }))
  if (!result.ok) {
    toast({ title: result.error.message, tone: 'danger' })
    return false
  }
  toast({
    title: 'The link no longer works',
    description: title,
    action: { label: 'Undo', onSelect: () => void restore(id, onBack) },
  })
  return true
}

async function restore(id: string, onBack: () => void): Promise<void> {
  const result = await callAction(() => revokeShare({ id, revoked: false }))
  if (result.ok) onBack()
  else toast({ title: result.error.message, tone: 'danger' })
}

import { Avatar } from '@/components/ui/avatar'
import { cn } from '@/components/ui/cn'
import type { AssistantSummary } from '@/lib/assistants/schema'

type Shown = Pick<AssistantSummary, 'id' | 'name' | 'emoji' | 'avatarId'>

/** An assistant's picture, its emoji, or its initials. Decoration beside its name. */
export function AssistantPicture({ assistant, className }: { assistant: Shown; className?: string }) {
  const { id, name, emoji, avatarId } = assistant
  if (emoji && !avatarId) {
    return (
      <span
        aria-hidden
        className={cn(
          'inline-flex size-8 shrink-0 select-none items-center justify-center rounded-full bg-ink/6',
          className,
        )}
      >
        {emoji}
      </span>
    )
  }
  return (
    <Avatar name={name} seed={id} url={avatarId && `/api/avatars/${avatarId}`} className={className ?? ''} />
  )
}

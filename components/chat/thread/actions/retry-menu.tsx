'use client'

import { ListMinus, ListPlus, RotateCcw } from 'lucide-react'
import { IconButton } from '@/components/ui/icon-button'
import { DropdownMenu, MenuItem, MenuLabel, MenuSeparator } from '@/components/ui/overlay/dropdown-menu'
import type { ChatMessage } from '@/lib/chat/schema'
import { compareWith } from '../../comparison/compare'
import { useConversation } from '../../conversation/context'
import { questionOf } from '../../session/branch'
import { CompareMenu } from './compare-menu'
import { ModelItems } from './model-menu'

/** Another answer to the same question: as it was, with a wish, or by another model. */
export function RetryMenu({
  message,
  busy,
  isLast,
}: {
  message: ChatMessage
  busy: boolean
  isLast: boolean
}) {
  const { session } = useConversation()
  const questionId = questionOf(session.chat.messages, message)
  if (!questionId) return null
  return (
    <DropdownMenu
      trigger={
        <IconButton label="Answer again" size="sm" data-key="r" disabled={busy}>
          <RotateCcw />
        </IconButton>
      }
    >
      <MenuItem onSelect={() => session.regenerate(questionId)}>
        <RotateCcw aria-hidden />
        Try again
      </MenuItem>
      <MenuItem onSelect={() => session.regenerate(questionId, { hint: 'shorter' })}>
        <ListMinus aria-hidden />
        Shorter
      </MenuItem>
      <MenuItem onSelect={() => session.regenerate(questionId, { hint: 'longer' })}>
        <ListPlus aria-hidden />
        More detail
      </MenuItem>
      {isLast && (
        <CompareMenu
          label="Compare with"
          except={message.metadata?.model}
          onChoose={(model) => compareWith(session, message, model)}
        />
      )}
      <MenuSeparator />
      <MenuLabel>With another model</MenuLabel>
      <ModelItems
        except={message.metadata?.model}
        onChoose={(model) => session.regenerate(questionId, { model })}
      />
    </DropdownMenu>
  )
}

'use client'

import { SquareSlash } from 'lucide-react'
import { type KeyboardEvent, type Ref, useCallback, useImperativeHandle, useRef, useState } from 'react'
import { cn } from '@/components/ui/cn'
import { IconButton } from '@/components/ui/icon-button'
import { later } from '@/components/ui/later'
import { MESSAGE_MAX_CHARS } from '@/lib/chat/limits'
import { useConversation } from '../conversation/context'
import { DraftOffer } from '../draft/draft-offer'
import { TEMPORARY_DRAFT } from '../draft/temporary-draft'
import { useDraft } from '../draft/use-draft'
import { usePopup } from '../popup/use-popup'
import { useSessionState } from '../session/sessions'
import { editLast } from './edit-last'
import { isComposing, isSendKey } from './keys'
import { usePastedTexts } from './pasted/use-pasted-texts'
import { SendButton } from './send-button'

const PastedCards = later(() => import('./pasted/pasted-cards').then((module) => module.PastedCards))

/** Above this the field stays at its full height instead of being measured at every key. */
const LARGE = 10_000

export type ComposerHandle = {
  focus(): void
  /** Takes the unsent words away from here, and from where they were kept. */
  takeWords(): string
  giveWords(words: string): void
}

type ComposerProps = {
  handle: Ref<ComposerHandle>
  onSent: () => void
  /** Scrolls the thread by screens, when the keys have nothing to do here. */
  onScroll: (pages: number) => void
}

type Shape = { hasText: boolean; isLarge: boolean; excess: number }
const EMPTY: Shape = { hasText: false, isLarge: false, excess: 0 }

/** Where the next message is written. The browser holds the text: a key press costs the same after 200 kB as after two words. */
export function Composer({ handle, onSent, onScroll }: ComposerProps) {
  const { session } = useConversation()
  const isNew = useSessionState(session, (state) => state.phase === 'new')
  const field = useRef<HTMLTextAreaElement>(null)
  const [shape, setShape] = useState(EMPTY)

  const { texts, message, clear, ...pasted } = usePastedTexts(field, () => {
    look()
    draft.note()
  })
  const look = useCallback(() => {
    const text = message()
    const isLarge = (field.current?.value.length ?? 0) > LARGE
    const excess = Math.max(0, text.length - MESSAGE_MAX_CHARS)
    const next = { hasText: /\S/.test(text), isLarge, excess }
    setShape((before) => (sameShape(before, next) ? before : next))
  }, [message])
  const key = session.isTemporary ? TEMPORARY_DRAFT : isNew ? 'new' : session.id
  const draft = useDraft(session.owner, key, pasted.whole, look)
  const popup = usePopup(field, () => {
    look()
    draft.note()
  })

  useImperativeHandle(handle, () => ({
    focus: () => field.current?.focus(),
    takeWords() {
      const { current: whole } = pasted.whole
      const words = whole.value
      whole.value = ''
      draft.clear()
      look()
      return words
    },
    giveWords(words) {
      const { current: whole } = pasted.whole
      whole.value = whole.value ? `${whole.value}\n\n${words}` : words
      draft.note()
      look()
    },
  }))

  function send() {
    const { current } = field
    const text = message()
    // Not by `shape`: the page may be behind what is typed.
    if (!current || !/\S/.test(text) || text.length > MESSAGE_MAX_CHARS) return
    session.send(text)
    current.value = ''
    clear()
    current.focus()
    draft.clear()
    popup.look()
    setShape(EMPTY)
    onSent()
  }

  function press(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (isComposing(event) || popup.press(event)) return
    const isEmpty = event.currentTarget.value === '' && texts.length === 0
    if (isSendKey(event) && !isTouch()) {
      event.preventDefault()
      send()
    } else if (event.key === 'Escape') session.stop()
    else if (event.key === 'ArrowUp' && isEmpty && !event.altKey) {
      event.preventDefault()
      editLast(session)
    } else if (isEmpty && (event.key === 'PageUp' || event.key === 'PageDown')) {
      onScroll(event.key === 'PageUp' ? -1 : 1)
    }
  }

  return (
    <div className="@container relative rounded-card border border-line-strong/50 bg-surface-raised shadow-float transition-colors focus-within:border-line-strong">
      {popup.node}
      {draft.keeper && <DraftOffer keeper={draft.keeper} onDecided={() => field.current?.focus()} />}
      <div className="flex items-end justify-between gap-1 p-1.5 @max-3xs:flex-wrap">
        <IconButton
          label="Prompts and commands"
          shortcut="/"
          tooltipSide="top"
          size="lg"
          className="rounded-full"
          onClick={popup.open}
        >
          <SquareSlash />
        </IconButton>
        <textarea
          ref={field}
          aria-label="Message"
          aria-describedby="composer-help"
          aria-invalid={shape.excess > 0 || undefined}
          placeholder="Write to Numina"
          rows={1}
          dir="auto"
          onInput={() => {
            look()
            draft.note()
            popup.look()
          }}
          onSelect={popup.look}
          onFocus={() => {
            popup.load()
            PastedCards.preload()
          }}
          onBlur={popup.close}
          onKeyDown={press}
          onPaste={pasted.take}
          {...popup.aria}
          className={cn(
            'max-h-[40dvh] min-h-11 flex-1 resize-none bg-transparent px-1.5 py-2.5 text-base leading-6 outline-none [overflow-wrap:anywhere] @max-3xs:order-first @max-3xs:basis-full md:min-h-10 md:py-2',
            shape.isLarge ? 'h-[40dvh]' : 'field-sizing-content',
          )}
        />
        <SendButton hasText={shape.hasText} onSend={send} />
      </div>
      {texts.length > 0 && (
        <PastedCards
          texts={texts}
          onEdit={pasted.edit}
          onRemove={(id) => {
            pasted.remove(id)
            field.current?.focus()
          }}
          onPutInField={pasted.putInField}
        />
      )}
      <p role="status" className="sr-only">
        {texts.length > 0 ? `Long text is kept beside the field: ${texts.length}` : ''}
      </p>
      {shape.excess > 0 && (
        <p role="alert" className="px-4 pb-3 text-danger">
          This is {shape.excess.toLocaleString('en')} {shape.excess === 1 ? 'character' : 'characters'} too
          long. A message can have {MESSAGE_MAX_CHARS.toLocaleString('en')}.
        </p>
      )}
    </div>
  )
}

function sameShape(a: Shape, b: Shape): boolean {
  return a.hasText === b.hasText && a.isLarge === b.isLarge && a.excess === b.excess
}

/** On a touch keyboard Enter begins a new line; the button sends. */
function isTouch(): boolean {
  return window.matchMedia('(pointer: coarse) and (hover: none)').matches
}

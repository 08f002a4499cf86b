'use client'

import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { AssistantSpot } from '@/components/assistants/assistant-spot'
import { useOffer } from '@/components/palette/offer'
import { SidePanels } from '@/components/shell/side-panel'
import { TopBar } from '@/components/shell/top-bar'
import { Artifacts } from '../artifacts/artifacts'
import { CareSpot } from '../care/care-spot'
import { SecondModel } from '../comparison/second-model'
import { Composer, type ComposerHandle } from '../composer/composer'
import { RefusalNotice } from '../composer/refusal-notice'
import { WaitingMessages } from '../composer/waiting-messages'
import { Asking } from '../context/asking'
import { ContextPanel } from '../context/context-panel'
import { ContextSpot } from '../context/context-spot'
import { useTakeAlong } from '../draft/use-take-along'
import { useJump } from '../find/use-jump'
import { RestSpot } from '../rest/rest-spot'
import type { ConversationSession } from '../session/conversation-session'
import { useKeepSession, useSessionState } from '../session/sessions'
import { TemporaryTitle } from '../temporary/temporary-title'
import { TemporaryToggle } from '../temporary/temporary-toggle'
import type { MessageListHandle } from '../thread/message-list'
import { Thread } from '../thread/thread'
import { Announcer } from './announce/announcer'
import { ConversationContext, type Reader } from './context'
import { ConversationMenu } from './conversation-menu'
import { ConversationTitle } from './conversation-title'
import { ModelPicker } from './model-picker'
import { ShareButton } from './share-button'
import { ShortcutSheet } from './shortcuts/shortcut-sheet'
import { useKeys } from './shortcuts/use-keys'
import { useComesBack } from './use-comes-back'
import { useKeptFocus } from './use-kept-focus'
import { useKeyboardInset } from './use-keyboard-inset'

/** A conversation: its bar, its messages, and where the next one is written. `opening` is shown while there are no messages. */
export function Conversation({
  session,
  reader,
  opening = null,
}: {
  session: ConversationSession
  reader: Reader
  opening?: ReactNode
}) {
  const composer = useRef<ComposerHandle>(null)
  const list = useRef<MessageListHandle>(null)
  const foot = useKeyboardInset()
  const outOfReach = useSessionState(session, ({ phase }) => phase === 'gone' || phase === 'failed')
  const [scrolled, setScrolled] = useState(false)
  const [renaming, setRenaming] = useState(false)
  const [asking, setAsking] = useState(false)
  const [shortcuts, setShortcuts] = useState(false)
  const [sharing, setSharing] = useState(false)
  const focusComposer = useCallback(() => composer.current?.focus(), [])
  // The branch is shared as far as it goes, also by somebody who reads far up.
  const share = (open: boolean) => (open ? session.far.leaveThen(() => setSharing(true)) : setSharing(false))
  const takeWords = useCallback(() => composer.current?.takeWords() ?? '', [])
  const giveWords = useCallback((words: string) => composer.current?.giveWords(words), [])
  const context = useMemo(
    () => ({ session, reader, focusComposer, takeWords, giveWords }),
    [session, reader, focusComposer, takeWords, giveWords],
  )

  const stop = useCallback(() => session.stop(), [session])
  useKeys(
    useMemo(
      () => ({ '?': () => setShortcuts(true), '/': focusComposer, Escape: stop }),
      [focusComposer, stop],
    ),
  )
  useOffer(session, setRenaming)
  useJump(session)
  useKeepSession(session)
  useComesBack(session)
  useKeptFocus(session, focusComposer)
  useTakeAlong(session, takeWords)
  useEffect(() => {
    // On a phone the focus would bring up the keyboard, over what there is to read.
    if (window.matchMedia('(pointer: fine)').matches) focusComposer()
  }, [focusComposer])

  return (
    <ConversationContext value={context}>
      <SidePanels>
        <TopBar raised={scrolled} className="flex-wrap">
          {session.isTemporary ? (
            <TemporaryTitle />
          ) : (
            <ConversationTitle renaming={renaming} onRename={setRenaming} />
          )}
          <AssistantSpot />
          <ModelPicker />
          <TemporaryToggle />
          {!session.isTemporary && <ShareButton open={sharing} onOpenChange={share} />}
          <ConversationMenu
            onRename={() => setRenaming(true)}
            onShare={() => share(true)}
            onAsking={() => setAsking(true)}
            onShortcuts={() => setShortcuts(true)}
          />
        </TopBar>
        <Artifacts session={session}>
          <Thread handle={list} onScrolled={setScrolled} opening={opening} />
        </Artifacts>
        <div ref={foot} hidden={outOfReach} className="mx-auto w-full max-w-reading px-safe-4 pb-safe-3">
          <CareSpot />
          <RestSpot />
          <RefusalNotice />
          <WaitingMessages />
          <SecondModel />
          <Composer
            handle={composer}
            onSent={() => list.current?.scrollToEnd()}
            onScroll={(pages) => list.current?.scrollBy(pages)}
          />
          <div className="mt-1 flex items-center justify-center gap-3">
            <p id="composer-help" className="hidden min-w-0 py-1 text-center text-ink-muted text-xs md:block">
              Enter sends, Shift and Enter begins a new line. Models make mistakes: check what matters.
            </p>
            <ContextSpot />
          </div>
        </div>
        <ContextPanel />
      </SidePanels>
      <Announcer />
      <Asking open={asking} onOpenChange={setAsking} />
      <ShortcutSheet open={shortcuts} onOpenChange={setShortcuts} />
    </ConversationContext>
  )
}

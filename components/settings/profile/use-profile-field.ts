'use client'

import { useRouter } from 'next/navigation'
import { useCallback, useState } from 'react'
import type { ProfileField } from '@/lib/accounts/schema'
import { useAutosave } from '../use-autosave'
import { type ProfileValues, useProfileEditor } from './profile-editor'

const CHANGED = 'Another window has changed this meanwhile. Nothing is lost: choose which of the two stays.'

/**
 * One field of the profile that saves itself. `conflict` is there while another window's value and this one's both stand, and no
 * `flush`: only `keep` saves then. `takes` counts how often the other one was taken, for fields that hold their text themselves.
 */
export function useProfileField<K extends ProfileField>(key: K) {
  const editor = useProfileEditor()
  const router = useRouter()
  const [initial] = useState(() => editor.read()[key])
  const [theirs, setTheirs] = useState<{ value: ProfileValues[K] } | null>(null)
  const [takes, setTakes] = useState(0)
  const save = useCallback(
    async (value: ProfileValues[K]) => {
      const outcome = await editor.save(key, value)
      setTheirs(outcome.how === 'changed' ? { value: outcome.theirs } : null)
      if (outcome.how === 'changed') return { ok: false as const, error: { message: CHANGED, requestId: '' } }
      if (outcome.how === 'failed') return { ok: false as const, error: outcome.error }
      if (key === 'name') router.refresh()
      return { ok: true as const }
    },
    [editor, key, router],
  )
  const { choose, type, adopt, flush, ...field } = useAutosave(initial, save)
  const enter = (value: ProfileValues[K]) => editor.enter(key, value)
  const decide = () => {
    editor.decide(key)
    setTheirs(null)
  }
  return {
    ...field,
    flush: theirs ? undefined : flush,
    takes,
    choose: (value: ProfileValues[K]) => {
      enter(value)
      choose(value)
    },
    type: (value: ProfileValues[K]) => {
      enter(value)
      type(value)
    },
    conflict: theirs && {
      theirs: theirs.value,
      take: () => {
        decide()
        enter(theirs.value)
        adopt(theirs.value)
        setTakes((count) => count + 1)
      },
      keep: () => {
        decide()
        void flush()
      },
    },
  }
}

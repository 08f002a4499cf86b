'use client'

import { createContext, type ReactNode, use, useState, useSyncExternalStore } from 'react'
import { type ActionError, callAction } from '@/components/actions/call-action'
import { editProfile } from '@/lib/accounts/actions'
import type { ProfileDto, ProfileField } from '@/lib/accounts/schema'

export type ProfileValues = Pick<ProfileDto, ProfileField>

type Outcome<K extends ProfileField> =
  | { how: 'saved' }
  /** Another window has changed the field; its value is there now. */
  | { how: 'changed'; theirs: ProfileValues[K] }
  | { how: 'failed'; error: ActionError }

/**
 * One whose requests are on their way. Whoever leaves the page and is back before they are answered goes on with it: the page may have
 * been made from what was there before them.
 */
let stillSaving: ProfileEditor | null = null

/** The profile as it stands in this window: what is entered, and what the server is known to have. */
export class ProfileEditor {
  /** As it was when this window began. */
  readonly atFirst: ProfileValues
  private values: ProfileValues
  private saved: ProfileValues
  /** Fields that another window has changed too: nothing goes over its value before the person has chosen. */
  private readonly undecided = new Set<ProfileField>()
  private readonly listeners = new Set<() => void>()
  private last: Promise<unknown> = Promise.resolve()
  private waiting = 0

  constructor(profile: ProfileValues) {
    this.atFirst = profile
    this.values = profile
    this.saved = profile
  }

  readonly read = (): ProfileValues => this.values

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** To be called at every change of a field. */
  enter<K extends ProfileField>(key: K, value: ProfileValues[K]): void {
    this.values = { ...this.values, [key]: value }
    for (const listener of this.listeners) listener()
  }

  /** Saves a field over what this window knows of it. One request at a time, so that each knows what the one before has left. */
  save<K extends ProfileField>(key: K, value: ProfileValues[K]): Promise<Outcome<K>> {
    if (this.undecided.has(key)) return Promise.resolve(this.changed(key))
    this.waiting++
    stillSaving = this
    const request = this.last.then(() => this.request(key, value)).finally(() => this.rest())
    this.last = request
    return request
  }

  /** To be called when the person has chosen between the other window's value and this one's. */
  decide(key: ProfileField): void {
    this.undecided.delete(key)
  }

  private changed<K extends ProfileField>(key: K): Outcome<K> {
    return { how: 'changed', theirs: this.saved[key] }
  }

  private rest(): void {
    this.waiting--
    if (this.waiting === 0 && stillSaving === this) stillSaving = null
  }

  private async request<K extends ProfileField>(key: K, value: ProfileValues[K]): Promise<Outcome<K>> {
    // Entered before the answer to the one before it, which told of the other window.
    if (this.undecided.has(key)) return this.changed(key)
    const base = { [key]: this.saved[key] }
    const result = await callAction(() => editProfile({ patch: { [key]: value }, base }))
    if (!result.ok) {
      const message = result.error.fields?.[`patch.${key}`] ?? result.error.message
      return { how: 'failed', error: { ...result.error, message } }
    }
    const { saved, profile } = result.data
    this.saved = { ...this.saved, [key]: profile[key] }
    if (saved) return { how: 'saved' }
    this.undecided.add(key)
    return this.changed(key)
  }
}

const EditorContext = createContext<ProfileEditor | null>(null)

/** The fields of a profile inside share what is known of it. */
export function ProfileEditing({ profile, children }: { profile: ProfileDto; children: ReactNode }) {
  const [editor] = useState(() => stillSaving ?? new ProfileEditor(profile))
  return <EditorContext value={editor}>{children}</EditorContext>
}

export function useProfileEditor(): ProfileEditor {
  const editor = use(EditorContext)
  if (!editor) throw new Error('outside of a profile')
  return editor
}

/** The profile as it is being entered. */
export function useProfileValues(): ProfileValues {
  const { subscribe, read } = useProfileEditor()
  return useSyncExternalStore(subscribe, read, read)
}

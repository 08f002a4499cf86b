'use client'

import { type FormEvent, useState } from 'react'
import { readFields } from '@/components/ui/form/read-fields'
import { type ActionError, type callAction, withoutField } from './call-action'

type Answer<T> = Awaited<ReturnType<typeof callAction<T>>>

/** A call that is on its way, and what went wrong with the last one. */
export function useCall() {
  const [error, setError] = useState<ActionError | null>(null)
  const [pending, setPending] = useState(false)

  /**
   * @param call answers null when the person turned away (useProof)
   * @param then what follows when it worked; answers true when the page is being left: the button stays busy until it is gone
   * @returns whether it worked
   */
  async function run<T>(call: () => Promise<Answer<T> | null>, then: (data: T) => unknown): Promise<boolean> {
    if (pending) return false
    setPending(true)
    setError(null)
    const result = await call()
    if (result?.ok && then(result.data) === true) return true
    setPending(false)
    if (result && !result.ok) setError(result.error)
    return result?.ok ?? false
  }

  return { error, setError, pending, run }
}

/** Leaves for another page, loaded whole: it is rendered for the person who has just come in. @returns true, for `run` */
export function leaveTo(address: string): true {
  window.location.assign(address)
  return true
}

/**
 * A form that calls an action with what stands in its fields.
 *
 * @returns `form`: what the element gets. `post`: a press before the script is there must not put a password into the address
 */
export function useSubmit<Name extends string, T>(
  names: readonly Name[],
  call: (draft: Record<Name, string>) => Promise<Answer<T> | null>,
  then: (data: T, draft: Record<Name, string>) => unknown,
) {
  const { error, setError, pending, run } = useCall()

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const draft = readFields(event.currentTarget, names)
    void run(
      () => call(draft),
      (data) => then(data, draft),
    )
  }

  function onInput({ target }: FormEvent<HTMLFormElement>) {
    if (error && target instanceof HTMLInputElement) setError(withoutField(error, target.name))
  }

  return { error, pending, form: { onSubmit, onInput, method: 'post', noValidate: true } as const }
}

'use client'

import { useRouter } from 'next/navigation'
import { callAction } from '@/components/actions/call-action'
import { Avatar } from '@/components/ui/avatar'
import { removeAvatar, setAvatar } from '@/lib/accounts/actions'
import { PictureField } from '../picture-field'

/** The person's picture. Initials without one. */
export function AvatarSetting({ id, name, url }: { id: string; name: string; url: string | null }) {
  const router = useRouter()

  async function store(form: FormData | null) {
    const result = await callAction<unknown>(() => (form ? setAvatar(form) : removeAvatar(undefined)))
    if (result.ok) router.refresh()
    return result
  }

  return (
    <PictureField
      url={url}
      store={store}
      render={(shown) => (
        <Avatar name={name} seed={id} url={shown} label="Your picture" className="size-16 text-xl" />
      )}
    />
  )
}

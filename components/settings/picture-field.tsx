'use client'

import { CircleAlert } from 'lucide-react'
import { type ChangeEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import type { ActionError } from '@/components/actions/call-action'
import { Button } from '@/components/ui/button'
import { CropDialog } from './crop-dialog'
import { SaveStatus } from './save-status'
import type { SaveState } from './use-autosave'

const UNREADABLE = 'This file is not a picture we can read. Try a JPEG, PNG or WebP.'

type Picture = Blob | null
type Stored = { ok: true } | { ok: false; error: ActionError }

/** A picture: chosen, cut to a square here, shown at once, then stored. `render` shows it, or what stands for it. */
export function PictureField({
  url,
  render,
  store,
}: {
  url: string | null
  render: (url: string | null) => ReactNode
  /** Null removes it. */
  store: (form: FormData | null) => Promise<Stored>
}) {
  const chooser = useRef<HTMLInputElement>(null)
  const [image, setImage] = useState<ImageBitmap | null>(null)
  const [shown, setShown] = useState(url)
  const [state, setState] = useState<SaveState>({ status: 'idle' })
  const [attempt, setAttempt] = useState<Picture>(null)

  useEffect(() => () => image?.close(), [image])
  useEffect(
    () => () => {
      if (shown?.startsWith('blob:')) URL.revokeObjectURL(shown)
    },
    [shown],
  )

  async function read(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0]
    event.target.value = ''
    if (!file) return
    try {
      setImage(await createImageBitmap(file))
      setState({ status: 'idle' })
    } catch {
      setState({ status: 'failed', message: UNREADABLE })
    }
  }

  async function keep(picture: Picture) {
    setImage(null)
    setAttempt(picture)
    setShown(picture && URL.createObjectURL(picture))
    setState({ status: 'saving' })
    const result = await store(picture && toForm(picture))
    setState(result.ok ? { status: 'saved' } : { status: 'failed', message: result.error.message })
  }

  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex min-h-5 items-baseline justify-between gap-3">
        <span className="font-medium">Picture</span>
        <SaveStatus state={state} onRetry={() => keep(attempt)} />
      </div>
      <div className="flex flex-wrap items-center gap-4">
        {render(shown)}
        <div className="flex flex-wrap gap-2">
          <input
            ref={chooser}
            type="file"
            accept="image/*"
            aria-label="Picture file"
            tabIndex={-1}
            onChange={read}
            className="sr-only"
          />
          <Button onClick={() => chooser.current?.click()}>
            {shown ? 'Change picture' : 'Upload a picture'}
          </Button>
          {shown && (
            <Button variant="ghost" onClick={() => keep(null)}>
              Remove
            </Button>
          )}
        </div>
      </div>
      {state.status === 'failed' && (
        <p role="alert" className="flex items-start gap-1.5 text-danger">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {state.message}
        </p>
      )}
      {image && <CropDialog image={image} onCancel={() => setImage(null)} onCrop={keep} />}
    </div>
  )
}

function toForm(picture: Blob): FormData {
  const form = new FormData()
  form.set('file', picture, 'picture.jpg')
  return form
}

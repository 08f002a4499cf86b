'use client'

import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Notice } from '@/components/ui/notice'

/** A key that was just made: this is the one time it can be read. */
export function ShownKey({ secret, onDone }: { secret: string; onDone: () => void }) {
  return (
    <>
      <Notice tone="warning">
        Copy it now and keep it where your program finds it, as you would a password. It is not shown again.
      </Notice>
      <code className="select-all break-all rounded-control border bg-surface-sunken px-3 py-2.5">
        {secret}
      </code>
      <div className="flex flex-wrap justify-end gap-2">
        <CopyButton text={secret} label="Copy the key" variant="primary" />
        <Button onClick={onDone}>Done</Button>
      </div>
    </>
  )
}

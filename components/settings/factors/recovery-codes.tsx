'use client'

import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Notice } from '@/components/ui/notice'

/** Codes for when the app is not at hand. They are shown this once. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const text = codes.join('\n')
  const file = `data:text/plain;charset=utf-8,${encodeURIComponent(`Numina recovery codes\n\n${text}\n`)}`
  return (
    <div className="flex w-full flex-col gap-4 rounded-card border p-4">
      <Notice tone="warning" live>
        Keep these recovery codes where you keep important papers. Each opens your account once when your app
        is not at hand. They are not shown again.
      </Notice>
      <ul aria-label="Recovery codes" className="grid grid-cols-2 gap-x-6 gap-y-1 font-mono">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-2">
        <Button variant="primary" onClick={onDone}>
          I have kept them
        </Button>
        <a
          href={file}
          download="numina-recovery-codes.txt"
          className="rounded-md px-2 text-accent underline underline-offset-2"
        >
          Download
        </a>
        <CopyButton text={text} label="Copy the recovery codes" />
      </div>
    </div>
  )
}

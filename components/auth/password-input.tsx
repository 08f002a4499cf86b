'use client'

import { Eye, EyeOff } from 'lucide-react'
import { type ComponentProps, useState } from 'react'
import { Input } from '@/components/ui/form/input'
import { IconButton } from '@/components/ui/icon-button'

/** A password that can be shown while typing. Pasting and password managers work as they please. */
export function PasswordInput(props: Omit<ComponentProps<'input'>, 'type'>) {
  const [shown, setShown] = useState(false)
  return (
    <div className="relative">
      <Input
        {...props}
        type={shown ? 'text' : 'password'}
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        className="pe-12"
      />
      <IconButton
        label={shown ? 'Hide the password' : 'Show the password'}
        aria-pressed={shown}
        size="sm"
        onClick={() => setShown(!shown)}
        className="absolute end-1 top-1/2 -translate-y-1/2 pointer-coarse:size-10"
      >
        {shown ? <EyeOff /> : <Eye />}
      </IconButton>
    </div>
  )
}

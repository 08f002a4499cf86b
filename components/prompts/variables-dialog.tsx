'use client'

import type { FormEvent } from 'react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Field, useFieldControl } from '@/components/ui/form/field'
import { controlStyles, Input } from '@/components/ui/form/input'
import { Textarea } from '@/components/ui/form/textarea'
import { Dialog } from '@/components/ui/overlay/dialog'
import { fillIn, findVariables, type Variable } from './template'

/** Asks for the values of a prompt's variables. */
export function VariablesDialog({
  title,
  content,
  onFilled,
  onClose,
  returnFocus,
}: {
  title: string
  content: string
  onFilled: (text: string) => void
  onClose: () => void
  returnFocus: () => void
}) {
  const variables = findVariables(content)

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const values = variables.map(({ name }, at) => [name, String(data.get(fieldName(at)) ?? '')] as const)
    onFilled(fillIn(content, Object.fromEntries(values)))
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      returnFocus={returnFocus}
      description="These go into the text. You can change it before you send it."
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        {variables.map((variable, at) => (
          <Field key={variable.name} name={fieldName(at)} label={variable.name}>
            <Value variable={variable} isFirst={at === 0} />
          </Field>
        ))}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit">
            Insert
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

const fieldName = (at: number) => `variable-${at}`

function Value({ variable, isFirst }: { variable: Variable; isFirst: boolean }) {
  const { kind, initial, options } = variable
  const common = { defaultValue: initial, autoFocus: isFirst, autoComplete: 'off' }
  if (kind === 'choice') return <Choice options={options} {...common} />
  if (kind === 'long') return <Textarea dir="auto" {...common} />
  if (kind === 'text') return <Input dir="auto" {...common} />
  return <Input type={kind} step={kind === 'number' ? 'any' : undefined} {...common} />
}

function Choice({
  options,
  ...props
}: {
  options: readonly string[]
  defaultValue: string
  autoFocus: boolean
}) {
  return (
    <select {...useFieldControl()} {...props} className={cn(controlStyles, 'h-11 md:h-10')}>
      {[...new Set(options)].map((option) => (
        <option key={option}>{option}</option>
      ))}
    </select>
  )
}

'use client'

import { Check, ChevronRight } from 'lucide-react'
import { DropdownMenu as Radix } from 'radix-ui'
import { type ComponentProps, createContext, type ReactNode, use } from 'react'
import { cn } from '../cn'
import { Kbd } from '../kbd'
import { useMediaQuery } from '../use-media-query'
import { floatStyles } from './popover'
import { useLandmark } from './use-landmark'

const itemStyles =
  'flex min-h-9 cursor-default select-none items-center gap-2.5 rounded-md px-2.5 py-1.5 outline-none pointer-coarse:min-h-11 ' +
  'data-disabled:opacity-50 data-highlighted:bg-ink/6 [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-ink-muted'

/** Where a menu is rendered; the menus in it, too. */
const Container = createContext<HTMLElement | null>(null)

/**
 * A menu of actions. `trigger` is one button element. Not modal: the page stays readable and scrolls, a press outside
 * closes it.
 */
export function DropdownMenu({
  trigger,
  children,
  className,
  align = 'start',
  side = 'bottom',
  onOpenChange,
  ...root
}: ComponentProps<typeof Radix.Root> & {
  trigger: ReactNode
  className?: string
  align?: 'start' | 'center' | 'end'
  side?: 'top' | 'right' | 'bottom' | 'left'
}) {
  const landmark = useLandmark<HTMLButtonElement>()
  function change(open: boolean) {
    landmark.locate(open)
    onOpenChange?.(open)
  }
  return (
    <Radix.Root modal={false} {...root} onOpenChange={change}>
      <Radix.Trigger asChild ref={landmark.trigger}>
        {trigger}
      </Radix.Trigger>
      <Radix.Portal container={landmark.container}>
        <Radix.Content
          align={align}
          side={side}
          sideOffset={6}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            // A dialog that an item has opened may have the focus already, and keeps it.
            const dialog = document.activeElement?.closest('[role$="dialog"]')
            if (dialog && !dialog.contains(landmark.trigger.current)) event.preventDefault()
          }}
          className={cn(floatStyles, 'min-w-48 p-1', className)}
        >
          <Container value={landmark.container}>{children}</Container>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** One action. `asChild` makes it a link. */
export function MenuItem({
  danger = false,
  shortcut,
  className,
  children,
  ...props
}: ComponentProps<typeof Radix.Item> & { danger?: boolean; shortcut?: string }) {
  const look = cn(itemStyles, danger && 'text-danger [&>svg]:text-danger', className)
  if (props.asChild) {
    return (
      <Radix.Item {...props} className={look}>
        {children}
      </Radix.Item>
    )
  }
  return (
    <Radix.Item {...props} className={look}>
      {children}
      {shortcut && <Kbd className="ms-auto">{shortcut}</Kbd>}
    </Radix.Item>
  )
}

/** One of several, inside `MenuRadioGroup`. */
export function MenuRadioItem({ className, children, ...props }: ComponentProps<typeof Radix.RadioItem>) {
  return (
    <Radix.RadioItem {...props} className={cn(itemStyles, 'pe-9', className)}>
      {children}
      <Radix.ItemIndicator className="absolute end-3">
        <Check aria-hidden className="size-4 text-accent" />
      </Radix.ItemIndicator>
    </Radix.RadioItem>
  )
}

export const MenuRadioGroup = Radix.RadioGroup

/** A quiet heading over the items that follow. */
export function MenuLabel({ className, ...props }: ComponentProps<typeof Radix.Label>) {
  return <Radix.Label {...props} className={cn('px-2.5 py-1.5 text-ink-muted text-xs', className)} />
}

/** A menu in a menu: to the right arrow, or at a press. On a phone it lies over the first one, since there is no room beside it. */
export function MenuSub({ label, children }: { label: ReactNode; children: ReactNode }) {
  const isPhone = useMediaQuery('(max-width: 767px)')
  return (
    <Radix.Sub>
      <Radix.SubTrigger className={cn(itemStyles, 'data-[state=open]:bg-ink/6')}>
        {label}
        <ChevronRight aria-hidden className="ms-auto" />
      </Radix.SubTrigger>
      <Radix.Portal container={use(Container)}>
        <Radix.SubContent
          sideOffset={isPhone ? -160 : 4}
          collisionPadding={8}
          className={cn(floatStyles, 'min-w-44 p-1')}
        >
          {children}
        </Radix.SubContent>
      </Radix.Portal>
    </Radix.Sub>
  )
}

export function MenuSeparator() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-line" />
}

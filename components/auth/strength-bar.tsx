import { cn } from '@/components/ui/cn'
import type { PasswordStrength } from '@/lib/core/password-strength'

const FILLED: Record<PasswordStrength, number> = { guessable: 1, fair: 2, good: 3, strong: 4 }

/** Four marks; the words beside them say the same to those who do not see them. */
export function StrengthBar({ strength }: { strength: PasswordStrength | null }) {
  const filled = strength ? FILLED[strength] : 0
  return (
    <span aria-hidden className="mb-1.5 flex gap-1">
      {[1, 2, 3, 4].map((mark) => (
        <span
          key={mark}
          className={cn(
            'h-1 flex-1 rounded-full bg-line transition-colors',
            mark <= filled && (filled === 1 ? 'bg-danger' : filled === 4 ? 'bg-success' : 'bg-accent'),
          )}
        />
      ))}
    </span>
  )
}

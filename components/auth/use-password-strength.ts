import { useEffect, useState } from 'react'
import type { PasswordStrength } from '@/lib/core/password-strength'

/** @returns how hard a password is to guess; null before anything is typed and while the lists are on their way */
export function usePasswordStrength(password: string): PasswordStrength | null {
  const [judged, setJudged] = useState<{ password: string; strength: PasswordStrength } | null>(null)
  useEffect(() => {
    if (!password) return
    let isCurrent = true
    import('@/lib/core/password-strength')
      .then(({ judgePassword }) => isCurrent && setJudged({ password, strength: judgePassword(password) }))
      // Offline: the server judges when the form is sent.
      .catch(() => isCurrent && setJudged(null))
    return () => {
      isCurrent = false
    }
  }, [password])
  return password && judged ? judged.strength : null
}

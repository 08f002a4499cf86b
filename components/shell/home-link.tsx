import Link from 'next/link'
import { Mark } from '@/components/ui/mark'

/** Numina's name, which leads to the front door. */
export function HomeLink() {
  return (
    <Link href="/" className="flex w-fit items-center gap-2 rounded-md font-medium text-base">
      <Mark />
      Numina
    </Link>
  )
}

import { NothingHere } from '@/components/shell/nothing-here'

export const metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <main className="flex min-h-dvh flex-col justify-center">
      <NothingHere />
    </main>
  )
}

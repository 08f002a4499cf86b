import { notFound, redirect } from 'next/navigation'
import { requirePageContext } from '@/lib/auth/server'
import { adminPagesFor } from './admin-pages'

export default async function AdminPage() {
  const [first] = adminPagesFor(await requirePageContext())
  if (!first) notFound()
  redirect(first.href)
}

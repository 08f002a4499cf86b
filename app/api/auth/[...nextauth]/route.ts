import NextAuth from 'next-auth'
import { authOptions } from '@/lib/auth/session'

type Handler = (request: Request, context: { params: Promise<{ nextauth: string[] }> }) => Promise<Response>

// The options need the environment, which is not there while the app is built.
const handler: Handler = (request, context) => (NextAuth(authOptions()) as Handler)(request, context)

export { handler as GET, handler as POST }

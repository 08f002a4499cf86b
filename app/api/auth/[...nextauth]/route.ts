import NextAuth from 'next-auth'
import { authOptions } from '@/lib/auth/session'
import { withProviders } from '@/lib/ways/server'

type Context = { params: Promise<{ nextauth: string[] }> }
type Handler = (request: Request, context: Context) => Promise<Response>

// The options need the environment, which is not there while the app is built.
const handler: Handler = async (request, context) => {
  // next-auth would renew its token here, and an access token must end on time. Nobody needs the answer.
  if ((await context.params).nextauth[0] === 'session') return Response.json({})
  return (NextAuth(withProviders(authOptions())) as Handler)(request, context)
}

export { handler as GET, handler as POST }

import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

const SECRET = 'secret-of-the-captcha'

/** A captcha provider as Turnstile and hCaptcha are to a server: `POST /siteverify` with a form, answered in JSON; a token counts once. */
export class CaptchaProvider {
  readonly secret = SECRET
  readonly asked: URLSearchParams[] = []
  private readonly good = new Set<string>()
  private readonly server: Server

  constructor() {
    this.server = createServer(async (request, response) => {
      const parts: Buffer[] = []
      for await (const part of request) parts.push(part as Buffer)
      const form = new URLSearchParams(Buffer.concat(parts).toString())
      this.asked.push(form)
      const codes = this.problemsOf(form, request.method, request.headers['content-type'])
      response.setHeader('content-type', 'application/json')
      response.end(
        JSON.stringify({ success: codes.length === 0, 'error-codes': codes, hostname: 'localhost' }),
      )
    })
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/siteverify`
  }

  /** @returns a token as the widget gives it to somebody who has solved it */
  solve(): string {
    const token = `solved-${crypto.randomUUID()}`
    this.good.add(token)
    return token
  }

  stop(): void {
    this.server.close()
  }

  private problemsOf(form: URLSearchParams, method?: string, type?: string): string[] {
    if (method !== 'POST' || !type?.startsWith('application/x-www-form-urlencoded')) return ['bad-request']
    if (form.get('secret') !== SECRET) return ['invalid-input-secret']
    return this.good.delete(form.get('response') ?? '') ? [] : ['timeout-or-duplicate']
  }
}

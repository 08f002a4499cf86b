import type { CDPSession, Page } from '@playwright/test'

/** A virtual authenticator in the browser of a page: it keeps passkeys and says yes whenever it is asked. */
export class VirtualAuthenticator {
  private readonly session: CDPSession
  private readonly id: string

  private constructor(session: CDPSession, id: string) {
    this.session = session
    this.id = id
  }

  static async plugInto(page: Page): Promise<VirtualAuthenticator> {
    const session = await page.context().newCDPSession(page)
    await session.send('WebAuthn.enable', { enableUI: false })
    const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
    return new VirtualAuthenticator(session, authenticatorId)
  }

  /** Whether somebody is there to say yes. */
  async setAnswering(enabled: boolean): Promise<void> {
    await this.session.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId: this.id, enabled })
  }

  async countPasskeys(): Promise<number> {
    const { credentials } = await this.session.send('WebAuthn.getCredentials', { authenticatorId: this.id })
    return credentials.length
  }
}

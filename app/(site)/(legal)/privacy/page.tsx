import type { Metadata } from 'next'
import { Part, Points } from '@/components/legal/legal-text'
import { listPrices } from '@/lib/billing/server'
import { CONSENT_VERSIONS } from '@/lib/consents/server'
import { Operator, readOperator, Version } from '../operator'

export const metadata: Metadata = { title: 'Privacy' }

export default function PrivacyPage() {
  const { name, jurisdiction } = readOperator()
  return (
    <>
      <h1 className="font-medium text-2xl tracking-tight">Privacy</h1>
      <p>
        This page says what this Numina keeps of you, why, for how long, and what you can do about it. It is
        written to be read.
      </p>
      <Operator />
      <Part title="What is kept, and why">
        <Points>
          <li>
            <strong>Your account</strong>: name, e-mail, a hash of your password, and what you say of yourself
            in the settings. Without them there is no account.
          </li>
          <li>
            <strong>What you write and what is answered</strong>: conversations, drafts, folders, prompts,
            assistants, links you share, files you bring along. That is what Numina is for. A temporary
            conversation is kept nowhere but in its tab, and for half a minute as a log of its replies.
          </li>
          <li>
            <strong>Signing in</strong>: sessions with browser, network address, roughly the place where the
            operator has a map of addresses, and times; passkeys, linked accounts, a second step; a log of
            what happened to your account. They keep others out, and let you see it.
          </li>
          <li>
            <strong>How your messages feel</strong>, only if you turn that on: what a small model on this
            server read in them, your corrections, and how you say you feel. You alone see it; it is deleted
            when you turn it off. Unless you choose otherwise, a sentence about it goes along to the model you
            ask.
          </li>
          <li>
            <strong>What you say of yourself</strong>, only if you turn memory on: short statements found in
            your own messages or added by you, and notes that go after a while. You alone see them. They go
            along to the model you ask, until you have them forgotten; then a mark without a word of them
            stays, so that they do not come back.
          </li>
          <li>
            <strong>What answers took</strong>: model, tokens, price and time of each call, without any words.
            It shows you your usage and counts the messages of your plan.
          </li>
          <li>
            <strong>What you agreed to</strong>, with version and time.
          </li>
        </Points>
        <p>
          The server also writes technical logs with ids, times and kinds of errors. Messages, addresses and
          passwords are not in them.
        </p>
      </Part>
      <Part title="Who else sees it">
        <Points>
          <li>
            <strong>The model you ask.</strong> What you write goes to the provider of the model you choose,
            with the part of the conversation it needs. Its name stands in the model menu. Models on this
            machine send nothing anywhere.
          </li>
          <li>
            <strong>Whoever has a link you shared</strong> sees that part of that conversation, until you end
            the link.
          </li>
          <li>
            <strong>Members of a workspace</strong> see the prompts and assistants you share with it, and
            nothing of your conversations.
          </li>
          <li>
            <strong>A mail server</strong> carries mails about your account.
          </li>
          {listPrices()?.isSelling && (
            <li>
              <strong>Stripe</strong>, if you buy a plan: your name, your address and what you pay. The card
              goes to Stripe alone; here its last four digits are kept.
            </li>
          )}
        </Points>
        <p>Nothing is sold, and there is no advertising and no tracking.</p>
      </Part>
      <Part title="For how long">
        <Points>
          <li>
            Your account and what is in it: until you delete it. Deleted conversations go within a minute.
          </li>
          <li>Old conversations: for ever, or for as long as you choose in the settings.</li>
          <li>Sessions: 30 days after they were last used. Links and codes by mail: until they end.</li>
          <li>The log by which replies survive a broken connection: 24 hours.</li>
          <li>Archives of your data: 7 days. Work in the background: a week after it is done.</li>
          <li>A deleted account: 14 days, in which you can take it back. Then it is erased.</li>
          <li>
            The security log stays for the safety of the installation; of an erased account it no longer says
            whose entries they are.
          </li>
        </Points>
      </Part>
      <Part title="Your rights">
        <p>
          Under <em>Settings › Privacy</em> you download everything that is kept of you, see and withdraw what
          you agreed to, let old conversations go, see who looked at your data, and delete your account. Under
          the other settings you correct it. All of that works at once, without asking anybody.
        </p>
        <p>
          You can also ask {name ?? 'the operator'} directly, and complain to the data protection authority
          {jurisdiction ? ` of ${jurisdiction}` : ' of the place where you live'}.
        </p>
      </Part>
      <Version of={CONSENT_VERSIONS.privacy} />
    </>
  )
}

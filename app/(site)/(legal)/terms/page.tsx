import type { Metadata } from 'next'
import { Part, Points } from '@/components/legal/legal-text'
import { CONSENT_VERSIONS } from '@/lib/consents/server'
import { Operator, readOperator, Version } from '../operator'

export const metadata: Metadata = { title: 'Terms' }

export default function TermsPage() {
  const { name, jurisdiction, site } = readOperator()
  const operator = name ?? 'the operator'
  return (
    <>
      <h1 className="font-medium text-2xl tracking-tight">Terms</h1>
      <p>What holds between you and {name ?? `whoever runs the Numina at ${site}`} when you use it.</p>
      <Operator />
      <Part title="What you get">
        <p>
          An account with which you talk to language models and keep what was said. Models make mistakes, also
          confident ones: check what matters, and do not take an answer for the advice of a doctor, a lawyer
          or anybody else who would answer for it.
        </p>
      </Part>
      <Part title="What is yours">
        <p>
          What you write stays yours, and so does what is made for you, as far as anybody can own it.{' '}
          {operator} uses it only to run Numina for you, as the page on privacy says.
        </p>
      </Part>
      <Part title="What to leave">
        <Points>
          <li>Breaking the law, harming people, or preparing to.</li>
          <li>Getting at what is somebody else's, or disturbing the service for others.</li>
          <li>Letting others use your account. Keep your password and your second step to yourself.</li>
        </Points>
        <p>
          An account that does such things can be suspended. You are told, and can still ask for your data.
        </p>
      </Part>
      <Part title="How it ends">
        <p>
          You can delete your account at any time under <em>Settings › Privacy</em>, and take that back for 14
          days. If this Numina is closed, you are told early enough to take your data along.
        </p>
      </Part>
      <Part title="When something goes wrong">
        <p>
          {operator} takes the care that can be expected and answers for harm as the law says. Nothing here
          takes away rights the law gives you{jurisdiction ? `. The law of ${jurisdiction} applies` : ''}.
        </p>
      </Part>
      <Part title="When these terms change">
        <p>
          You are asked before a new version holds for you. If you do not agree, take your data along and
          leave.
        </p>
      </Part>
      <Version of={CONSENT_VERSIONS.terms} />
    </>
  )
}

import { Field } from '@/components/ui/form/field'
import { Input } from '@/components/ui/form/input'

const WORDS = {
  app: {
    label: 'Code of your authenticator app',
    help: 'Without the app at hand, enter one of your recovery codes.',
  },
  none: { label: 'Recovery code', help: 'One of the codes you kept when you turned the second step on.' },
}

/** The second step of signing in, by something to type. */
export function FactorFields({ hasApp, focused }: { hasApp: boolean; focused: boolean }) {
  const { label, help } = WORDS[hasApp ? 'app' : 'none']
  return (
    <>
      <Field name="code" label={label} help={help}>
        <Input
          autoComplete="one-time-code"
          autoCapitalize="none"
          maxLength={20}
          autoFocus={focused}
          required
        />
      </Field>
      <label className="flex items-center gap-2.5">
        <input type="checkbox" name="trust" className="size-4 accent-accent" />
        Do not ask again in this browser for 30 days
      </label>
    </>
  )
}

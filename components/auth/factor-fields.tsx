import { Field } from '@/components/ui/form/field'
import { Input } from '@/components/ui/form/input'

/** The second step of signing in. */
export function FactorFields() {
  return (
    <>
      <Field
        name="code"
        label="Code of your authenticator app"
        help="Without the app at hand, enter one of your recovery codes."
      >
        <Input autoComplete="one-time-code" autoCapitalize="none" maxLength={20} autoFocus required />
      </Field>
      <label className="flex items-center gap-2.5">
        <input type="checkbox" name="trust" className="size-4 accent-accent" />
        Do not ask again in this browser for 30 days
      </label>
    </>
  )
}

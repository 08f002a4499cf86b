import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'

/** After signing up where addresses are confirmed first; it says the same whether there is an account or not. */
export function LookIntoMail({ address, onAgain }: { address: string; onAgain: () => void }) {
  return (
    <div className="flex flex-col gap-5">
      <Notice tone="success" live>
        Look into your mail: we have written to <span className="[overflow-wrap:anywhere]">{address}</span>.
        The link there makes your account. It works for a day.
      </Notice>
      <p className="text-ink-muted">
        Nothing there after some minutes? Look among unwanted mail, or check the address.
      </p>
      <Button className="self-start" onClick={onAgain}>
        Use another address
      </Button>
    </div>
  )
}

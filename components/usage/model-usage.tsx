import { Scrollable } from '@/components/ui/scrollable'
import type { ModelUsage as Usage } from '@/lib/usage/schema'
import { sayCost, sayNumber } from './words'

/** What each model took. */
export function ModelUsage({ models, locale }: { models: readonly Usage[]; locale: string }) {
  return (
    <Scrollable label="Usage by model" className="overflow-x-auto rounded-card border">
      <table className="w-full text-start tabular-nums">
        <thead className="bg-surface-sunken">
          <tr>
            {['Model', 'Messages', 'Tokens in', 'Tokens out', 'Cost'].map((column) => (
              <th key={column} scope="col" className="whitespace-nowrap px-3 py-2 text-start font-medium">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y">
          {models.map(({ model, messages, input, output, cached, reasoning, cost, isOwnKey }) => (
            <tr key={model}>
              <th scope="row" className="min-w-28 px-3 py-2 text-start font-normal [overflow-wrap:anywhere]">
                {model.slice(model.indexOf('/') + 1)}
                {isOwnKey && <span className="block text-ink-muted text-xs">with your own key</span>}
              </th>
              <td className="px-3 py-2">{sayNumber(messages, locale)}</td>
              <td className="px-3 py-2">
                {sayNumber(input, locale)}
                {cached > 0 && (
                  <span className="block text-ink-muted text-xs">{sayNumber(cached, locale)} cached</span>
                )}
              </td>
              <td className="px-3 py-2">
                {sayNumber(output, locale)}
                {reasoning > 0 && (
                  <span className="block text-ink-muted text-xs">
                    {sayNumber(reasoning, locale)} thinking
                  </span>
                )}
              </td>
              <td className="px-3 py-2">{sayCost(cost)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrollable>
  )
}

/** What the people of a team see of each other, in the same words wherever it is asked. */
export function TeamPrivacy() {
  return (
    <ul className="flex list-disc flex-col gap-1.5 ps-5 text-ink-muted">
      <li>
        What somebody says in a team stays theirs: nobody else there, its owner included, reads their
        conversations, memory or feelings.
      </li>
      <li>
        Shared are the prompts and assistants that somebody marks as shared, the model providers that are
        connected there, and the plan.
      </li>
      <li>
        Everybody in a team sees who belongs to it: names, pictures and roles. Its owner and admins also see
        addresses, and how much each one uses, never what for.
      </li>
    </ul>
  )
}

'use client'

/**
 * What is shown where everything else failed. It needs no other part: whatever it did would be loaded with each page.
 *
 * @param digest the number under which the server logged the reason
 */
export function PlainError({ title, digest }: { title: string; digest: string | undefined }) {
  return (
    <main className="flex min-h-dvh flex-col justify-center">
      <div role="alert" className="flex flex-col items-center gap-3 px-6 py-12 text-center">
        <h1 className="font-medium text-base">{title}</h1>
        <p className="max-w-prose text-ink-muted">
          Something went wrong on our side. What you had saved is still there.
        </p>
        <button
          type="button"
          className="h-11 rounded-control bg-accent px-4 font-medium text-accent-ink hover:bg-accent-hover"
          onClick={() => window.location.reload()}
        >
          Load again
        </button>
        {digest && (
          <p className="text-ink-muted text-xs">
            Request <code className="font-mono">{digest}</code>
          </p>
        )}
      </div>
    </main>
  )
}

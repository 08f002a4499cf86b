'use client'

type ChoicesProps = {
  legend: string
  name: string
  options: readonly { value: string; label: string }[]
  value: string | null
  onChange: (value: string) => void
}

/** One of a handful, each on a line of its own: radio buttons, moved through by the arrow keys. */
export function Choices({ legend, name, options, value, onChange }: ChoicesProps) {
  return (
    <fieldset className="flex flex-col">
      <legend className="mb-1 font-medium">{legend}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className="flex min-h-9 cursor-pointer items-center gap-2.5 rounded-md px-2 hover:bg-ink/5 pointer-coarse:min-h-11"
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className="size-4 accent-accent"
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  )
}

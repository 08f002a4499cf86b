'use client'

import { useState } from 'react'
import { CopyButton } from '@/components/ui/copy-button'
import { Segmented } from '@/components/ui/form/segmented'
import { Scrollable } from '@/components/ui/scrollable'

const LANGUAGES = [
  { value: 'curl', label: 'curl' },
  { value: 'js', label: 'JavaScript' },
  { value: 'python', label: 'Python' },
] as const
type Language = (typeof LANGUAGES)[number]['value']
type Where = { baseUrl: string; model: string }

/** How the API is called from here, to be copied. */
export function Examples(where: Where) {
  const [language, setLanguage] = useState<Language>('curl')
  const code = EXAMPLES[language](where)
  return (
    <div className="flex flex-col gap-4">
      <Segmented
        legend="Language"
        name="language"
        options={LANGUAGES}
        value={language}
        onChange={setLanguage}
        aside={<CopyButton text={code} label="Copy" size="sm" variant="ghost" />}
      />
      <Scrollable
        label={`Example in ${LANGUAGES.find(({ value }) => value === language)?.label ?? ''}`}
        className="overflow-x-auto rounded-control border bg-surface-sunken p-4"
      >
        <pre className="w-fit font-mono text-[0.8125rem] leading-relaxed">
          <code>{code}</code>
        </pre>
      </Scrollable>
    </div>
  )
}

const EXAMPLES: Record<Language, (where: Where) => string> = {
  curl: ({ baseUrl, model }) => `curl ${baseUrl}/chat/completions \\
  -H "Authorization: Bearer $NUMINA_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{
    "model": "${model}",
    "messages": [{ "role": "user", "content": "Hello" }]
  }'`,
  js: ({ baseUrl, model }) => `import OpenAI from 'openai'

const numina = new OpenAI({
  baseURL: '${baseUrl}',
  apiKey: process.env.NUMINA_API_KEY,
})

const stream = await numina.chat.completions.create({
  model: '${model}',
  messages: [{ role: 'user', content: 'Hello' }],
  stream: true,
})
for await (const chunk of stream) {
  process.stdout.write(chunk.choices[0]?.delta.content ?? '')
}`,
  python: ({ baseUrl, model }) => `import os
from openai import OpenAI

numina = OpenAI(
    base_url="${baseUrl}",
    api_key=os.environ["NUMINA_API_KEY"],
)

answer = numina.chat.completions.create(
    model="${model}",
    messages=[{"role": "user", "content": "Hello"}],
)
print(answer.choices[0].message.content)`,
}

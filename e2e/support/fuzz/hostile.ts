import type { Random } from './random.ts'

const WORDS = [
  '',
  ' ',
  '\u0000',
  '\r\nset-cookie: a=b',
  '\ud83d',
  '\u202eabc',
  '🧨'.repeat(300),
  'a'.repeat(20_000),
  `${'a'.repeat(10_000)}!`,
  '../../../../etc/passwd',
  '..%2f..%2f.env',
  '%00',
  '%ff%fe',
  "' OR 1=1 --",
  '{{7*7}}<%= 7*7 %>#{7*7}',
  '<script>alert(1)</script>',
  'javascript:alert(1)',
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  'http://169.254.169.254/latest/meta-data/',
  'http://[::1]:27017/',
  'file:///etc/passwd',
  'a@b',
  'someone@example.com',
  '2026-13-45T99:99:99Z',
  '1e999',
  '-0',
  'NaN',
  'true',
  'null',
  '__proto__',
  'constructor',
  'toString',
  '$undefined',
  '$F1',
  '$K1',
  '$@1',
  '$Q0',
  '$n9'.repeat(20),
  '$1:__proto__:then',
  '(((((((((((((((((((((((((((((((((((((((((((((((((((a+)+)+)+)+$',
  'ffffffffffffffffffffffff',
  'FFFFFFFFFFFFFFFFFFFFFFFF',
  '000000000000000000000000',
]
const OTHERS = [null, true, false, 0, -1, 1.5, 2 ** 53, -(2 ** 31) - 1, 1e308, [], {}]
/** Written as JSON text, since `__proto__` in a literal would be the prototype. */
const OBJECTS = [
  '{"$gt":""}',
  '{"$ne":null}',
  '{"$where":"while(1);"}',
  '{"$regex":"^(a+)+$"}',
  '{"$expr":{"$function":{"body":"while(1);","args":[],"lang":"js"}}}',
  '{"__proto__":{"role":"owner","polluted":true}}',
  '{"constructor":{"prototype":{"role":"owner"}}}',
  '{"toString":1,"valueOf":1,"then":"$1"}',
  '{"length":-1,"0":"a"}',
  '{"_id":{"$oid":"ffffffffffffffffffffffff"}}',
  '{"workspaceId":"ffffffffffffffffffffffff","userId":"ffffffffffffffffffffffff","role":"owner"}',
]

/** Makes one hostile value after another. `ids` are those of somebody else's things. */
export function hostileValues(random: Random, ids: readonly string[], fields: readonly string[]) {
  const word = () => (random.chance(0.25) ? random.pick(ids) : random.pick(WORDS))

  function value(depth = 0): unknown {
    const kind = random.below(depth > 3 ? 3 : 6)
    if (kind === 0) return random.pick(OTHERS)
    if (kind <= 2) return word()
    if (kind === 3) return JSON.parse(random.pick(OBJECTS))
    if (kind === 4) return Array.from({ length: random.below(5) }, () => value(depth + 1))
    return object(depth + 1)
  }

  function object(depth = 0): Record<string, unknown> {
    const names = Array.from({ length: random.below(6) }, () => random.pick(fields))
    return Object.fromEntries(names.map((name) => [name, value(depth)]))
  }

  /** A copy of something valid with one or two places of it spoilt, so that the rest gets past the door. */
  function spoilt(valid: unknown): unknown {
    if (random.chance(0.2) || typeof valid !== 'object' || valid === null) return value()
    const copy: Record<string, unknown> = { ...valid }
    const names = Object.keys(copy)
    if (names.length === 0) return object()
    const name = random.pick(names)
    copy[name] = random.chance(0.5) ? spoilt(copy[name]) : value()
    if (random.chance(0.2)) delete copy[random.pick(names)]
    return copy
  }

  /** JSON, and what only looks like it. */
  function text(body: unknown): string {
    const kind = random.below(24)
    if (kind === 0) return `${'['.repeat(6_000)}${']'.repeat(6_000)}`
    if (kind === 1) return JSON.stringify(body ?? null).slice(0, -1)
    if (kind === 2) return `{"__proto__":{"polluted":true},"a":${JSON.stringify(body ?? null)}}`
    if (kind === 3) return word()
    if (kind === 4) return `"${'x'.repeat(1_200_000)}"`
    return JSON.stringify(body ?? null)
  }

  return { word, value, object, spoilt, text }
}

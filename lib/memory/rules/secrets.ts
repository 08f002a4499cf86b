/** What nobody should keep where it is sent to models: card numbers, account numbers, passwords, keys. */

const CARD = /(?<![\d.])\d(?:[ -]?\d){12,18}(?![\d.])/g
const IBAN = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b/gi
const SOCIAL_SECURITY = /\b\d{3}-\d{2}-\d{4}\b/
/** "my password is …", also where a code or a PIN is named; in the languages people write in most. */
const NAMED =
  /\b(?:pass ?(?:word|phrase|code)s?|pwd|pin(?: ?(?:code|number|nummer))?|cvv|cvc|security code|seed phrase|recovery (?:phrase|code)|private key|secret key|api[- ]?key|access token|login code|passwort|kennwort|geheimzahl|mot de passe|code secret|contrase[nñ]a|clave secreta|senha|parola d.ordine|wachtwoord|hasło|пароль|密码|パスワード|비밀번호)(?:\b|(?=[^\p{L}]))/iu
const KEYS = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\b(?:sk|pk|rk)[-_](?:live|test|proj|ant)?[-_]?[A-Za-z0-9_-]{16,}/,
  /\bgh[pousr]_[A-Za-z0-9]{20,}|\bgithub_pat_\w{20,}/,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/,
  /\bxox[abpors]-[A-Za-z0-9-]{10,}/,
  /\bAIza[\w-]{30,}/,
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/,
  /\bglpat-[\w-]{16,}/,
  /\/\/[^\s:@/]+:[^\s@/]+@/,
]
/** A run of signs that nobody would call a word. */
const RUN = /[A-Za-z0-9+/_=-]{20,}/g
const LEAST_RUN_ENTROPY = 3.6

/** @returns whether a text holds something secret */
export function holdsSecret(text: string): boolean {
  if (NAMED.test(text) || SOCIAL_SECURITY.test(text) || KEYS.some((pattern) => pattern.test(text)))
    return true
  if ((text.match(CARD) ?? []).some(isCardNumber)) return true
  if ((text.match(IBAN) ?? []).some(isAccountNumber)) return true
  return (text.match(RUN) ?? []).some(looksRandom)
}

/** Luhn's checksum, which every card number fulfils. */
function isCardNumber(digits: string): boolean {
  const sum = [...digits.replace(/\D/g, '')].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 1 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

/** ISO 13616: the number moved round and read in base 36 leaves 1 when divided by 97. */
function isAccountNumber(text: string): boolean {
  const plain = text.replaceAll(' ', '').toUpperCase()
  const digits = [...plain.slice(4), ...plain.slice(0, 4)].map((sign) => Number.parseInt(sign, 36)).join('')
  return BigInt(digits) % 97n === 1n
}

/** Letters and digits mixed without any order, as in tokens; not a long word, an address or a number. */
function looksRandom(run: string): boolean {
  if (!/\d/.test(run) || !/[A-Za-z]/.test(run)) return false
  const counts = new Map<string, number>()
  for (const sign of run) counts.set(sign, (counts.get(sign) ?? 0) + 1)
  const entropy = [...counts.values()].reduce(
    (sum, count) => sum - (count / run.length) * Math.log2(count / run.length),
    0,
  )
  return entropy >= LEAST_RUN_ENTROPY
}

/**
 * Words so plain that no model is asked, in small letters: a few in English that the model has missed, and, since it reads English alone, the
 * end of one's own life in other languages. Far from everything in these, and nothing in any other: docs/user-guide/care.md says so.
 */
export const PLAIN_SIGNS: readonly RegExp[] = [
  /\bi(?:['’]?m| am| feel| felt| have been| get| was) (?:[a-z]+ ){0,2}suicidal\b/,
  /\bi (?:can ?not|can['’]?t) (?:go on|do this any ?more)(?: like this| living| any ?more)?(?=[.!?,]|$)/,
  /\bi(?:['’]?m| am| was)? (?:[a-z]+ ){0,3}in an abusive (?:relationship|marriage|home|family)\b/,
  /\bi (?:was|got|have been|am being|keep getting) (?:[a-z]+ )?(?:raped|molested|sexually (?:abused|assaulted)|beaten by my)\b/,
  /\b(?:i|we) live (?:with|in) domestic (?:violence|abuse)\b/,
  /\bi (?:have |am |keep )?(?:started |been )?(?:self[- ]?harm(?:ed|ing)?|cutting myself|overdosed)\b/,
  // German
  /\bich (?:will|möchte|würde gern|wollte) (?:\p{L}+ ){0,3}(?:sterben|tot sein|nicht mehr (?:leben|da sein|aufwachen))/u,
  /\b(?:mich|mir) (?:\p{L}+ ){0,3}(?:umbringen|umzubringen|das leben (?:zu )?nehmen|etwas an(?:zu)?tun|ritzen|erhängen|aufhängen)|\bselbstmord(?:gedanken)?\b.*\b(?:ich|mein|mir)\b|\b(?:ich|habe) (?:\p{L}+ ){0,3}(?:selbstmord|suizid)/u,
  // French
  /\b(?:je (?:veux|voudrais|vais)|j['’]ai envie d(?:e|['’])) ?(?:\p{L}+ ){0,2}(?:mourir|me tuer|me suicider|en finir)|\bplus envie de vivre\b/u,
  // Spanish
  /\b(?:quiero|voy a|pienso en|deseo) (?:\p{L}+ ){0,2}(?:morir(?:me)?|matarme|suicidarme|acabar con mi vida|quitarme la vida)|\bno quiero (?:seguir viviendo|vivir(?: más)?)/u,
  // Portuguese
  /\b(?:quero|vou|penso em) (?:\p{L}+ ){0,2}(?:morrer|me matar|matar-me|acabar com a minha vida|tirar a minha vida)|\bnão quero (?:mais )?viver/u,
  // Italian
  /\b(?:voglio|vorrei|ho voglia di) (?:\p{L}+ ){0,2}(?:morire|uccidermi|suicidarmi|farla finita|togliermi la vita)|\bnon voglio più vivere/u,
  // Dutch
  /\bik (?:wil|ga) (?:\p{L}+ ){0,3}(?:dood(?: zijn)?|mezelf (?:iets aandoen|van kant maken|doden)|een einde aan mijn leven)|\bik wil niet meer leven/u,
]

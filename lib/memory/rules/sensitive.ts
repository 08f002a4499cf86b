/**
 * Facts that are kept only when the person enters them by hand: health, sexual life, politics, belief and origin (the special
 * categories of Article 9 of the GDPR), by their words. It would rather leave out something harmless than keep something that is not.
 */
const HEALTH =
  /\b(?:diagnos|disease|illness|\bill\b|sick\b|cancer|tumou?r|diabet|insulin|hiv\b|aids\b|epilep|asthma|autis|adhd|bipolar|schizo|depress|anxiety|anxious|panic attack|ptsd|therap(?:y|ist|ies)|psychiatr|psycholog(?:ist|ical)|medicat|prescri|antidepress|pills?\b|dose\b|surgery|operation\b|hospital|clinic\b|doctor|patient\b|symptom|pregnan|miscarr|abortion|infertil|menopaus|period pain|allerg|disab(?:led|ility)|wheelchair|blood pressure|cholesterol|overweight|obes|eating disorder|anorex|bulimi|addict|alcoholi|rehab|sober\b|suicid|self-harm|migraine|chronic|vaccin|covid|krank|krebs|schwanger|therapie|allergi|behinder|depressi|arzt|ärztin|klinik|medikament|maladie|malade|enceinte|médecin|thérapie|cancer|enferm|embaraz|médic|alergi|diabét)/iu
const SEXUAL =
  /\b(?:sex(?:ual|uality|ually|ting|life)?\b|gay\b|lesbian|bisexual|homosexual|heterosexual|queer|transgender|trans (?:man|woman|person)|non-?binary|asexual|pansexual|lgbt|sexual orientation|intercourse|porn|fetish|kink|escort\b|virgin|libido|erecti|contracepti|condom|affair with|schwul|lesbisch|orgasm|homosexuel|lesbienne)/iu
const POLITICAL =
  /\b(?:votes?\b|voted|voting|voter|election|republican|democrats?\b|conservative|liberal\b|socialist|communist|anarchist|fascis|far[- ](?:left|right)|left[- ]wing|right[- ]wing|politic|party member|labour party|green party|tory|tories|trump|biden|maga\b|brexit|trade union|union member|wählt|partei|politik|cdu\b|spd\b|afd\b|gewerkschaft|élection|syndicat|elecci|partido|sindicato)/iu
const BELIEF =
  /\b(?:christian|catholic|protestant|muslim|islam|jewish|judaism|hindu|buddhis|sikh|atheis|agnostic|religio|church\b|mosque|synagogue|prays?\b|praying|baptis|ramadan|bible|quran|koran|torah|ethnic|race\b|racial|immigration status|undocumented|asylum|convicted|criminal record|prison|katholisch|evangelisch|kirche|moschee|religion|croyant|iglesia)/iu

const WORDS = [HEALTH, SEXUAL, POLITICAL, BELIEF]

/** @returns whether a text tells something that is not kept unless it is entered by hand */
export function isSensitive(text: string): boolean {
  return WORDS.some((words) => words.test(text))
}

/** Whose feeling a message tells. */
export type Perspective = 'speaker' | 'someone-else' | 'roleplay'

const RELATION =
  '(?:mom|mum|mother|dad|father|parents?|sister|brother|son|daughter|kids?|child(?:ren)?|wife|husband|partner|boyfriend|girlfriend|bf|gf|friends?|boss|manager|colleagues?|coworkers?|teacher|neighbou?rs?|ex|aunt|uncle|cousin|grandm(?:a|other)|grandpa|grandfather|roommate|flatmate|family|team|dog|cat)'
const OTHER = `(?:(?:my|our|his|her|their|the|a|an|some)\\s+(?:\\w+\\s+)?${RELATION}|he|she|they|people|everyone|everybody|someone|somebody)`
const FEELS =
  "(?:['’](?:s|re)|is|are|was|were|seems?|seemed|looks?|looked|feels?|felt|sounds?|sounded|gets?|got|became|becomes?|has been|have been)"
const OTHER_FEELS = new RegExp(`\\b${OTHER}\\s*${FEELS}\\b`, 'i')
/** The speaker as the one who feels: "I am", "I'm", "I hate", "makes me", "we are"; not "I think", "I heard". */
const SPEAKER_FEELS =
  /\b(?:i|we)(?:['’](?:m|ve|d|re|ll))?\s+(?!(?:think|thought|guess|heard|hear|know|knew|saw|see|told|said|believe|suppose|wonder)\b)\w+|\b(?:i['’]?m|we['’]?re)\b|\b(?:makes?|made|making|lets?|breaks?|broke|scares?|scared|hurts?|worries|kills?|drives?)\s+(?:me|us)\b/i

const ACTION = /(?:^|\s)\*[^*\n]{2,80}\*(?=\s|$|[.,!?])/
const BOLD = /\*\*[^*\n]+\*\*/g
const PRETENCE =
  /\b(?:role-?play(?:ing)?|in character|out of character|pretend (?:to be|you(?:['’]re| are)|that)|imagine you(?:['’]re| are)|you are now|act as)\b/i

/**
 * Whether the feeling in a message is the writer's own. Rules over English wording, not understanding: somebody else as
 * the one who feels with no feeling of the writer beside it, or a staged action or pretence.
 */
export function findPerspective(text: string): Perspective {
  if (PRETENCE.test(text) || ACTION.test(text.replace(BOLD, ' '))) return 'roleplay'
  if (OTHER_FEELS.test(text) && !SPEAKER_FEELS.test(text)) return 'someone-else'
  return 'speaker'
}

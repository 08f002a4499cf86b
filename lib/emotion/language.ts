/**
 * How sure we are that a text is English, 0 to 1. A rule of our own over the vocabulary of the model and the most common
 * words of other languages: short chat messages ("ok thanks!", "lmao same") are where statistical detectors fail, and
 * the question is only English or not. Words of no language (names, slang, typing errors) count for neither side.
 */
const COMMON_ENGLISH = toSet(
  `the be to of and a in that have i it for not on with he as you do at this but his by from they we say her she or an
  will my one all would there their what so up out if about who get which go me when make can like time no just him
  know take people into year your good some could them see other than then now look only come its over think also back
  after use two how our work first well way even new want because any these give day most us is are was were been has
  had did am i'm don't it's that's can't i've you're he's she's didn't isn't won't doesn't i'll they're we're lol lmao
  omg wtf yes yeah yep nope hey hi hello ok okay thanks thank please sorry love hate happy sad feel feeling really very
  much too still never always why where oh wow damn shit fuck fucking man bro dude gonna wanna got more such great nice
  best better bad right wrong should must being those here again off down through own same before years life things`,
)
/** Frequent words of other languages in Latin script; those that are also common English words are left out. */
const COMMON_ELSEWHERE = toSet(
  `der und das ist nicht ich du ein eine einen mit sich auf für dem den von zu wie auch aber wenn noch nur mein meine bin
  bist sind hat habe haben wir sie ihr heute sehr immer mir mich dich dir kein keine warum gut danke
  el la los las que de y en un una es por con para como pero muy más mi te lo le su al del estoy está tengo eres soy hoy
  qué cuando porque todo nada siempre bueno gracias feliz triste
  le les des et est je tu il elle nous vous ils une du pas pour dans sur avec ce cette mon ma mes suis très mais plus
  tout bien aujourd'hui c'est j'ai merci être avoir fait quand pourquoi
  il gli che di è non per sono un'altra molto ho hai questo questa mio mia oggi perché anche come sei grazie della nel
  o os um uma não eu você ele ela meu minha estou muito hoje isso mas mais tudo obrigado são com tão
  de het een en ik je niet van dat is zijn met voor maar ook heb hebt wij mijn heel vandaag waarom goed dank zo erg
  och att det som är jag inte på för med har men min mycket idag tack varför så
  jeg ikke er og det som på med har meg veldig takk hvorfor
  nie jest się na że to ja jak bardzo mam mnie dzisiaj ale czy dziękuję jestem tak
  bir bu ve için çok ben sen değil ne ama bugün neden teşekkürler
  nem és hogy egy az ez vagyok nagyon ma
  saya aku kamu tidak yang dan ini itu sangat hari sedih senang terima kasih ada untuk
  ako ang ng sa ko mo hindi ako'y salamat ngayon
  nu și este sunt foarte eu azi mă de ce
  olen on ja ei minä se tänään hyvin miksi kiitos`,
)
const WORD = /[\p{L}][\p{L}\p{M}'’]*/gu
const LATIN = /\p{Script=Latin}/u
const DIACRITIC = /[^\p{ASCII}]/u

function toSet(words: string): ReadonlySet<string> {
  return new Set(words.split(/\s+/))
}

/** @param text what was written. @param isKnown whether a lower-case word stands whole in the model's vocabulary. */
export function englishConfidence(text: string, isKnown: (word: string) => boolean): number {
  const words = [...text.matchAll(WORD)].map(([word]) => word.toLowerCase().replaceAll('’', "'"))
  if (words.length === 0) return 1
  let english = 0
  let foreign = 0
  for (const word of words) {
    const [speaksEnglish, speaksForeign] = weigh(word, isKnown)
    english += speaksEnglish
    foreign += speaksForeign
  }
  // A prior of a quarter word for English: one unknown word alone ("Yesss") stays undecided, not refused.
  return (english + 0.25) / (english + foreign + 0.25)
}

/** How much a word speaks for English and for something else. */
function weigh(word: string, isKnown: (word: string) => boolean): readonly [number, number] {
  if (!LATIN.test(word)) return [0, 1]
  const common = COMMON_ENGLISH.has(word)
  if (COMMON_ELSEWHERE.has(word)) return common ? [0.5, 0.5] : [0, 1]
  if (common) return [1, 0]
  if (DIACRITIC.test(word)) return [0, 0.6]
  return isKnown(word.replace(/'.*$/, '')) ? [0.5, 0] : [0, 0.25]
}

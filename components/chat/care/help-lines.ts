/**
 * Help lines by country, for people in danger from themselves or others. Only lines for the whole country that take calls from anybody, free or
 * at the price of a local call, and that their own organisation publishes; `source` is where it does, `asOf` the year whose state is written
 * here. Look at each again once a year, and when a person says that a number is dead. Hours are those of the country.
 *
 * The default for every other country is `INTERNATIONAL`: a directory kept up by others.
 */
export type HelpLine = {
  name: string
  /** As people write it. */
  number: string
  hours: string
  /** What it is for, where it is not for everybody who is in despair. */
  for?: 'abuse' | 'young people'
  source: string
  asOf: string
}

export type Country = { code: string; emergency: string; lines: readonly HelpLine[] }

const ALWAYS = 'Day and night'

type Line = [name: string, number: string, hours: string, source: string, forWhom?: HelpLine['for']]

const country = (code: string, emergency: string, ...lines: Line[]): Country => ({
  code,
  emergency,
  lines: lines.map(([name, number, hours, source, forWhom]) => ({
    ...{ name, number, hours, source, asOf: '2025' },
    ...(forWhom && { for: forWhom }),
  })),
})

/** Directories for every country. */
export const INTERNATIONAL = [
  { name: 'Find A Helpline', url: 'https://findahelpline.com', asOf: '2025' },
  {
    name: 'International Association for Suicide Prevention',
    url: 'https://www.iasp.info/crisis-centres-helplines/',
    asOf: '2025',
  },
] as const

export const COUNTRIES: readonly Country[] = [
  country(
    'AR',
    '911',
    [
      'Centro de Asistencia al Suicida',
      '135',
      'Hours on their page',
      'https://www.asistenciaalsuicida.org.ar',
    ],
    ['Línea 144', '144', ALWAYS, 'https://www.argentina.gob.ar/generos/linea-144', 'abuse'],
  ),
  country(
    'AT',
    '112',
    ['TelefonSeelsorge', '142', ALWAYS, 'https://www.telefonseelsorge.at'],
    ['Frauenhelpline gegen Gewalt', '0800 222 555', ALWAYS, 'https://www.frauenhelpline.at', 'abuse'],
    ['Rat auf Draht', '147', ALWAYS, 'https://www.rataufdraht.at', 'young people'],
  ),
  country(
    'AU',
    '000',
    ['Lifeline', '13 11 14', ALWAYS, 'https://www.lifeline.org.au'],
    ['1800RESPECT', '1800 737 732', ALWAYS, 'https://www.1800respect.org.au', 'abuse'],
    ['Kids Helpline', '1800 55 1800', ALWAYS, 'https://kidshelpline.com.au', 'young people'],
  ),
  country(
    'BE',
    '112',
    ['Zelfmoordlijn', '1813', ALWAYS, 'https://www.zelfmoord1813.be'],
    ['Centre de Prévention du Suicide', '0800 32 123', ALWAYS, 'https://www.preventionsuicide.be'],
    [
      'Écoute violences conjugales',
      '0800 30 030',
      ALWAYS,
      'https://www.ecouteviolencesconjugales.be',
      'abuse',
    ],
  ),
  country(
    'BR',
    '190',
    ['CVV', '188', ALWAYS, 'https://www.cvv.org.br'],
    ['Ligue 180', '180', ALWAYS, 'https://www.gov.br/mulheres/pt-br/ligue180', 'abuse'],
  ),
  country(
    'CA',
    '911',
    ['9-8-8 Suicide Crisis Helpline', '988', ALWAYS, 'https://988.ca'],
    ['Kids Help Phone', '1-800-668-6868', ALWAYS, 'https://kidshelpphone.ca', 'young people'],
  ),
  country(
    'CH',
    '112',
    ['Die Dargebotene Hand · La Main Tendue', '143', ALWAYS, 'https://www.143.ch'],
    ['Pro Juventute', '147', ALWAYS, 'https://www.147.ch', 'young people'],
  ),
  country(
    'CZ',
    '112',
    ['Linka první psychické pomoci', '116 123', ALWAYS, 'https://linkapsychickepomoci.cz'],
    ['Linka bezpečí', '116 111', ALWAYS, 'https://www.linkabezpeci.cz', 'young people'],
  ),
  country(
    'DE',
    '112',
    ['TelefonSeelsorge', '0800 111 0 111', ALWAYS, 'https://www.telefonseelsorge.de'],
    ['Hilfetelefon Gewalt gegen Frauen', '116 016', ALWAYS, 'https://www.hilfetelefon.de', 'abuse'],
    [
      'Nummer gegen Kummer',
      '116 111',
      'Monday to Saturday, 14 to 20',
      'https://www.nummergegenkummer.de',
      'young people',
    ],
  ),
  country(
    'DK',
    '112',
    ['Livslinien', '70 201 201', 'Hours on their page', 'https://www.livslinien.dk'],
    ['Lev Uden Vold', '1888', ALWAYS, 'https://levudenvold.dk', 'abuse'],
    ['BørneTelefonen', '116 111', ALWAYS, 'https://bornetelefonen.dk', 'young people'],
  ),
  country(
    'ES',
    '112',
    ['Línea 024', '024', ALWAYS, 'https://www.sanidad.gob.es/linea024/home.htm'],
    ['Línea 016', '016', ALWAYS, 'https://violenciagenero.igualdad.gob.es', 'abuse'],
    ['ANAR', '900 20 20 10', ALWAYS, 'https://www.anar.org', 'young people'],
  ),
  country(
    'FI',
    '112',
    ['MIELI Kriisipuhelin', '09 2525 0111', ALWAYS, 'https://mieli.fi'],
    ['Nollalinja', '080 005 005', ALWAYS, 'https://nollalinja.fi', 'abuse'],
    [
      'Lasten ja nuorten puhelin',
      '116 111',
      'Hours on their page',
      'https://www.nuortennetti.fi',
      'young people',
    ],
  ),
  country(
    'FR',
    '112',
    ['Numéro national de prévention du suicide', '3114', ALWAYS, 'https://3114.fr'],
    ['Violences Femmes Info', '3919', ALWAYS, 'https://arretonslesviolences.gouv.fr', 'abuse'],
    ['Allô Enfance en Danger', '119', ALWAYS, 'https://www.allo119.gouv.fr', 'young people'],
  ),
  country(
    'GB',
    '999',
    ['Samaritans', '116 123', ALWAYS, 'https://www.samaritans.org'],
    [
      'National Domestic Abuse Helpline (England)',
      '0808 2000 247',
      ALWAYS,
      'https://www.nationaldahelpline.org.uk',
      'abuse',
    ],
    ['Childline', '0800 1111', ALWAYS, 'https://www.childline.org.uk', 'young people'],
  ),
  country(
    'IE',
    '112',
    ['Samaritans', '116 123', ALWAYS, 'https://www.samaritans.org/ireland'],
    ['Women’s Aid', '1800 341 900', ALWAYS, 'https://www.womensaid.ie', 'abuse'],
    ['Childline', '1800 66 66 66', ALWAYS, 'https://www.childline.ie', 'young people'],
  ),
  country(
    'IN',
    '112',
    ['Tele MANAS', '14416', ALWAYS, 'https://telemanas.mohfw.gov.in'],
    ['Women Helpline', '181', ALWAYS, 'https://wcd.gov.in', 'abuse'],
    ['Childline', '1098', ALWAYS, 'https://wcd.gov.in', 'young people'],
  ),
  country(
    'IT',
    '112',
    ['Telefono Amico Italia', '02 2327 2327', 'Every day, 9 to 24', 'https://www.telefonoamico.it'],
    ['Antiviolenza e stalking', '1522', ALWAYS, 'https://www.1522.eu', 'abuse'],
    ['Telefono Azzurro', '19696', ALWAYS, 'https://azzurro.it', 'young people'],
  ),
  country(
    'JP',
    '110 · 119',
    ['よりそいホットライン', '0120-279-338', ALWAYS, 'https://www.since2011.net/yorisoi'],
    ['DV相談プラス', '0120-279-889', ALWAYS, 'https://soudanplus.jp', 'abuse'],
    ['チャイルドライン', '0120-99-7777', 'Every day, 16 to 21', 'https://childline.or.jp', 'young people'],
  ),
  country(
    'KR',
    '112 · 119',
    ['자살예방 상담전화', '109', ALWAYS, 'https://www.129.go.kr'],
    ['여성긴급전화', '1366', ALWAYS, 'https://www.women1366.kr', 'abuse'],
    ['청소년상담', '1388', ALWAYS, 'https://www.1388.go.kr', 'young people'],
  ),
  country('MX', '911', ['Línea de la Vida', '800 911 2000', ALWAYS, 'https://www.gob.mx/salud/conadic']),
  country(
    'NL',
    '112',
    ['113 Zelfmoordpreventie', '113', ALWAYS, 'https://www.113.nl'],
    ['Veilig Thuis', '0800 2000', ALWAYS, 'https://veiligthuis.nl', 'abuse'],
    [
      'De Kindertelefoon',
      '0800 0432',
      'Hours on their page',
      'https://www.kindertelefoon.nl',
      'young people',
    ],
  ),
  country(
    'NO',
    '112',
    ['Mental Helse', '116 123', ALWAYS, 'https://mentalhelse.no'],
    ['VO-linjen', '116 006', ALWAYS, 'https://volinjen.no', 'abuse'],
    ['Alarmtelefonen for barn og unge', '116 111', ALWAYS, 'https://www.116111.no', 'young people'],
  ),
  country(
    'NZ',
    '111',
    ['1737 Need to talk?', '1737', ALWAYS, 'https://1737.org.nz'],
    ['Women’s Refuge', '0800 733 843', ALWAYS, 'https://womensrefuge.org.nz', 'abuse'],
    ['Youthline', '0800 376 633', ALWAYS, 'https://www.youthline.co.nz', 'young people'],
  ),
  country(
    'PL',
    '112',
    ['Centrum Wsparcia', '800 70 2222', ALWAYS, 'https://centrumwsparcia.pl'],
    ['Niebieska Linia', '800 120 002', ALWAYS, 'https://www.niebieskalinia.info', 'abuse'],
    ['Telefon zaufania dla dzieci i młodzieży', '116 111', ALWAYS, 'https://116111.pl', 'young people'],
  ),
  country(
    'PT',
    '112',
    ['Linha Nacional de Prevenção do Suicídio', '1411', ALWAYS, 'https://www.sns24.gov.pt'],
    ['Linha de apoio a vítimas', '116 006', 'Monday to Friday, 8 to 23', 'https://apav.pt', 'abuse'],
  ),
  country(
    'SE',
    '112',
    ['Mind Självmordslinjen', '90101', ALWAYS, 'https://mind.se'],
    ['Kvinnofridslinjen', '020 50 50 50', ALWAYS, 'https://kvinnofridslinjen.se', 'abuse'],
    ['Bris', '116 111', ALWAYS, 'https://www.bris.se', 'young people'],
  ),
  country(
    'US',
    '911',
    ['988 Suicide & Crisis Lifeline', '988', ALWAYS, 'https://988lifeline.org'],
    ['National Domestic Violence Hotline', '1-800-799-7233', ALWAYS, 'https://www.thehotline.org', 'abuse'],
    ['Childhelp', '1-800-422-4453', ALWAYS, 'https://www.childhelphotline.org', 'young people'],
  ),
  country(
    'ZA',
    '112',
    ['SADAG Suicide Crisis Helpline', '0800 567 567', ALWAYS, 'https://www.sadag.org'],
    ['GBV Command Centre', '0800 428 428', ALWAYS, 'https://gbv.org.za', 'abuse'],
    ['Childline', '116', ALWAYS, 'https://www.childlinesa.org.za', 'young people'],
  ),
]

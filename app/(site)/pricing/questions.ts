/** What people ask before they pay. Only what is so. */
export const QUESTIONS: readonly { question: string; answer: string }[] = [
  {
    question: 'What happens when I reach a limit?',
    answer:
      'Numina tells you at 80 %, and again when the limit is reached, with the time of the next messages. Nothing is charged beyond your plan, and everything you have stays readable.',
  },
  {
    question: 'Can I use models with my own key?',
    answer: 'Yes, in every plan. Their answers count for nothing here; their provider bills you.',
  },
  {
    question: 'How do I cancel?',
    answer:
      'Under Settings, Billing, in two clicks. Your plan stays until the end of what you paid, then you have Free again. Nothing of yours is deleted.',
  },
  {
    question: 'What happens when a payment fails?',
    answer:
      'We tell you, and your plan stays for seven days while the card is tried again. After that you have Free until it is paid; your conversations stay.',
  },
  {
    question: 'What is a seat?',
    answer:
      'The place of one member of a team, and a share of what Business brings: limits count for each seat, and what all seats bring together is shared. More are added at any time, for the days that are left; those you give up are paid until the next renewal.',
  },
  {
    question: 'Is tax included?',
    answer: 'Tax is added at the checkout where it applies, and is on every invoice.',
  },
]

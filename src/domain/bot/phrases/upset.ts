/** Somebody is upset: a bot's answer would be one more insult. */
export const upset: readonly string[] = [
  'безобраз*', 'возмут*', 'возмущ*', 'ужас*', 'кошмар*', 'позор*', 'отврат*', 'издева*', 'достали', 'надоел*', 'бесит', 'бесите', 'хам*', 'нахам*', 'груб*', 'обман*', 'мошенник*', 'мошеннич*', 'кидал*', 'врете', 'лжете',
  'разочаров*', 'недовол*', 'хуже некуда', 'сколько можно', 'никто не отвечает', 'в последний раз', 'идиот*', 'тупой', 'тупые', 'плохой сервис', 'ненавижу',
  'awful', 'terrible', 'horrible', 'disgust*', 'ridiculous', 'outrag*', 'furious', 'angry', 'disappoint*', 'unacceptable', 'scam*', 'liar*', 'cheat*', 'rude*', 'fed up', 'sick of', 'worst', 'useless', 'pathetic', 'stupid',
  'frustrat*', 'hate', 'nobody answers', 'no one answers',
];

/** A complaint, or the word of a lawyer: people answer for it. */
export const complaint: readonly string[] = [
  'жалоб*', 'жалова*', 'пожалова*', 'претензи*', 'роспотребнадзор*', 'суд', 'в суд*', 'иск', 'адвокат*', 'юрист*', 'прокуратур*', 'полици*', 'компенсаци*', 'возмести*', 'травм*', 'ожог*', 'опасн*',
  'complain*', 'complaint*', 'lawyer*', 'sue', 'lawsuit*', 'court', 'legal action', 'police', 'compensation', 'injur*', 'dangerous', 'consumer protection', 'ombudsman',
];

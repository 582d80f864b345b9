/** Somebody is upset: a bot's answer would be one more insult. */
export const upset: readonly string[] = [
  'безобраз*', 'возмут*', 'возмущ*', 'ужас*', 'кошмар*', 'позор*', 'отврат*', 'издева*', 'достали', 'надоел*', 'бесит', 'бесите', 'хам', 'хамы', 'хами*', 'хамят', 'хамло', 'хамств*', 'хамск*', 'нахам*', 'груби*', 'грубо', 'грубост*', 'нагруби*', 'обман*', 'мошенник*', 'мошеннич*', 'кидалы', 'кидалово', 'врете', 'лжете',
  'разочаров*', 'недовол*', 'хуже некуда', 'сколько можно ждать', 'сколько можно тянуть', 'сколько можно терпеть', 'сколько можно обещать', 'сколько можно повторять', 'сколько можно писать', 'сколько можно звонить', 'ну сколько можно', 'да сколько можно', 'никто не отвечает', 'в последний раз', 'идиот*', 'тупой', 'тупые', 'плохой сервис', 'ненавижу',
  'awful', 'terrible', 'horrible', 'disgust*', 'ridiculous', 'outrag*', 'furious', 'angry', 'disappoint*', 'unacceptable', 'scam*', 'liar*', 'cheat*', 'rude*', 'fed up', 'sick of', 'the worst', 'worst service', 'worst shop', 'worst store', 'worst company', 'worst support', 'worst experience', 'useless', 'pathetic', 'stupid',
  'frustrat*', 'hate this', 'hate it', 'hate you', 'hate your', 'hate waiting', 'nobody answers', 'no one answers',
];

/** At the end, or cried out, it asks nothing. */
const enough = /(?<![\p{L}\p{N}])(?<!(?<![\p{L}\p{N}])(?:на|за|до|от|по|со?|во?|ко?|через)\s+)сколько\s+можно(?:[\s?.…)]*!|[\s?.…)]*$)/iu;

/** By the words as they were written: a plain text has no marks. */
export function criesOut(text: string): boolean {
  return enough.test(text);
}

/** A complaint, or the word of a lawyer: people answer for it. */
export const complaint: readonly string[] = [
  'жалоб*', 'жалова*', 'пожалова*', 'претензи*', 'роспотребнадзор*', 'суд', 'в суд*', 'иск', 'адвокат*', 'юрист*', 'прокуратур*', 'полици*', 'компенсаци*', 'возмести*', 'травм*', 'ожог*', 'опасн*',
  'complain*', 'complaint*', 'lawyer*', 'sue you', 'will sue', 'to sue', 'suing', 'lawsuit*', 'in court', 'to court', 'court case', 'legal action', 'police', 'compensation', 'injur*', 'dangerous', 'consumer protection', 'ombudsman',
];

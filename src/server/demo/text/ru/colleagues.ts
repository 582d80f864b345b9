import type { Colleague } from '../../company-text';

/** Who works here; the first agent is the one whom the demonstration opens with. */
export const colleagues: readonly Colleague[] = [
  { name: 'Анна Соколова', gender: 'woman', login: 'anna', roles: ['agent'], teams: ['support'] },
  { name: 'Илья Громов', gender: 'man', login: 'ilya', roles: ['agent'], teams: ['support'] },
  { name: 'Мария Лебедева', gender: 'woman', login: 'maria', roles: ['agent'], teams: ['support', 'delivery'] },
  { name: 'Тимур Ахметов', gender: 'man', login: 'timur', roles: ['agent'], teams: ['delivery'] },
  { name: 'Олег Кравцов', gender: 'man', login: 'oleg', roles: ['agent'], teams: ['delivery'] },
  { name: 'Вера Павлова', gender: 'woman', login: 'vera', roles: ['supervisor', 'agent'], teams: ['support', 'delivery', 'business'] },
  { name: 'Нина Орлова', gender: 'woman', login: 'nina', roles: ['trainer', 'editor'], teams: ['support'] },
  { name: 'Павел Зимин', gender: 'man', login: 'pavel', roles: ['administrator'], teams: ['support', 'delivery', 'business'] },
  { name: 'Юлия Панкратова', gender: 'woman', login: 'yulia', roles: ['agent'], teams: ['support'] },
  { name: 'Егор Мещеряков', gender: 'man', login: 'egor', roles: ['agent'], teams: ['support'] },
  { name: 'Динара Хасанова', gender: 'woman', login: 'dinara', roles: ['agent'], teams: ['support'] },
  { name: 'Станислав Бортник', gender: 'man', login: 'stas', roles: ['agent'], teams: ['support'] },
  { name: 'Алевтина Рогова', gender: 'woman', login: 'alevtina', roles: ['agent'], teams: ['support', 'business'] },
  { name: 'Кирилл Дёмин', gender: 'man', login: 'kirill', roles: ['agent'], teams: ['support'] },
  { name: 'Софья Вяземская', gender: 'woman', login: 'sofia', roles: ['agent'], teams: ['delivery'] },
  { name: 'Артур Налбандян', gender: 'man', login: 'artur', roles: ['agent'], teams: ['delivery'] },
  { name: 'Лидия Костенко', gender: 'woman', login: 'lidia', roles: ['agent'], teams: ['business'] },
  { name: 'Борис Шмидт', gender: 'man', login: 'boris', roles: ['agent'], teams: ['business'] },
  { name: 'Варвара Ельцова', gender: 'woman', login: 'varvara', roles: ['agent'], teams: ['business', 'delivery'] },
  { name: 'Геннадий Рубцов', gender: 'man', login: 'gennady', roles: ['supervisor'], teams: ['delivery'] },
  { name: 'Эльвира Сабитова', gender: 'woman', login: 'elvira', roles: ['supervisor', 'agent'], teams: ['business'] },
  { name: 'Матвей Черных', gender: 'man', login: 'matvey', roles: ['trainer'], teams: ['support', 'delivery', 'business'] },
  { name: 'Агата Левина', gender: 'woman', login: 'agata', roles: ['editor'], teams: ['support', 'business'] },
  { name: 'Роман Ушаков', gender: 'man', login: 'roman', roles: ['administrator', 'supervisor'], teams: ['support', 'delivery', 'business'] },
];

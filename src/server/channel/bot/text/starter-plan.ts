import type { BotPlan } from '#domain/bot/plan';
import { en } from './en';
import { ru } from './ru';

/** What a company begins with: usual topics of a shop, in the words of its customers. It says nothing until it is turned on. */
export function starterPlan(language: 'ru' | 'en'): BotPlan {
  return { ru, en }[language];
}

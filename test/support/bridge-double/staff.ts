import type { RequestName } from '#contract/requests';
import type { StaffMember } from '#contract/staff';
import { id } from '#kernel/id';
import { macros as macrosEn } from '#server/demo/text/en/macros';
import { macros as macrosRu } from '#server/demo/text/ru/macros';
import { words } from './words';

/** What the server would answer an administrator about the people, teams and macros of the company. */
export function staffAnswers(language: 'ru' | 'en', since: number): Readonly<Partial<Record<RequestName, unknown>>> {
  const team = id('team', 'support');
  const nine = { from: 540, to: 1080 };
  const person = (name: string, at: number): StaffMember => ({
    id: id('person', String(at)), name, email: `person${at}@lavka.example`, roles: at === 0 ? ['agent', 'administrator'] : ['agent'], teams: at === 3 ? [] : [team],
    language, isClosed: at === 3, hasFactor: at === 1, seenAt: at === 2 ? null : since,
  });
  const macros = language === 'ru' ? macrosRu : macrosEn;
  return {
    'people.list': words[language].people.map(person),
    'people.add': { person: id('person', 'new'), password: 'k3Jx0-Vn2aQ8sTfE' },
    'people.setAccess': { password: 'k3Jx0-Vn2aQ8sTfE' },
    'teams.list': [
      { id: team, name: words[language].team, isArchived: false, hours: { zone: 'Europe/Moscow', days: [nine, nine, nine, nine, { from: 540, to: 1020 }, null, null], exceptions: [{ date: '2027-01-01', open: null }, { date: '2026-12-31', open: { from: 540, to: 840 } }] } },
      { id: id('team', 'old'), name: words[language].mail, isArchived: true, hours: null },
    ],
    'macros.list': { macros: macros.map(({ title, text }, at) => ({ id: id('macro', String(at)), title, text, language: at % 7 === 3 ? language : null, actions: at % 3 === 0 ? [{ kind: 'status', status: 'waiting' }] : [], teams: null, updatedAt: 0, version: 1 })), more: false },
  };
}

import type { RequestName } from '#contract/requests';
import { id } from '#kernel/id';
import { day } from '#kernel/instant';

/** What the server would answer about files, programs, and where a person is signed in. */
export function programAnswers(language: 'ru' | 'en', since: number): Readonly<Partial<Record<RequestName, unknown>>> {
  const ru = language === 'ru';
  const job = { id: id('import', 'done'), kind: 'customer', format: 'csv', name: ru ? 'Клиенты из прежней программы.csv' : 'Customers of the former program.csv', size: 48_213_000, held: 48_213_000, state: 'done', cursor: 48_213_000, taken: 118_204, repeated: 31, refused: 12, at: since, endedAt: since + 400_000 };
  const hook = { id: id('webhook', 'crm'), url: 'https://crm.lavka.example/hooks/otklik', events: ['conversation.created', 'case.resolved'], state: 'on', reason: null, failingSince: null, madeAt: since };
  return {
    'imports.list': { imports: [{ ...job, id: id('import', 'running'), kind: 'order', name: 'orders-2026.jsonl', format: 'lines', state: 'running', cursor: 20_100_000, taken: 52_000, repeated: 0, refused: 0, endedAt: null }, job] },
    'imports.problems': { problems: [{ line: 118, field: 'phone', code: 'field.malformed' }, { line: 4471, field: null, code: 'line.malformed' }], more: false },
    'programs.list': { tokens: [{ id: id('token', 'shop'), name: ru ? 'Выгрузка заказов из магазина' : 'Orders from the shop', person: id('person', '1'), scopes: ['orders:write', 'customers:read'], madeAt: since - 40 * day, endsAt: since + 300 * day, usedAt: since }] },
    'webhooks.list': { webhooks: [hook, { ...hook, id: id('webhook', 'old'), url: 'https://old.lavka.example/in', state: 'off', reason: 'failing', failingSince: since - 3 * day }] },
    'security.read': {
      factor: { on: false, recoveryLeft: 0 },
      sessions: [
        { id: id('session', 'here'), device: ru ? 'Рабочий стол у окна' : 'The desk by the window', startedAt: since, seenAt: since + 3_000_000, network: 'local', isThis: true },
        { id: id('session', 'home'), device: 'Windows 11', startedAt: since - 4 * day, seenAt: since - day, network: 'internet', isThis: false },
      ],
    },
  };
}

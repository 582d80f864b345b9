import type { ChannelKind } from '../../channel/channel';

export const filterKinds = ['from', 'to', 'channel', 'before', 'after', 'is', 'has', 'case'] as const;
export type FilterName = (typeof filterKinds)[number];

export const isKinds = ['open', 'waiting', 'snoozed', 'closed', 'mine'] as const;
export type Is = (typeof isKinds)[number];

function byName<Kind>(names: readonly (readonly [Kind, string])[]): ReadonlyMap<string, Kind> {
  return new Map(names.flatMap(([kind, words]) => words.split(' ').map((word) => [word, kind] as const)));
}

/** What a filter is called, in both languages, whichever the desk speaks. */
export const filterNames = byName<FilterName>([
  ['from', 'from от'],
  ['to', 'to кому'],
  ['channel', 'channel канал in'],
  ['before', 'before до'],
  ['after', 'after после с since'],
  ['is', 'is это'],
  ['has', 'has есть'],
  ['case', 'case обращение номер'],
]);

export const channelNames = byName<ChannelKind>([
  ['email', 'email e-mail mail почта письмо'],
  ['chat', 'chat чат'],
  ['telegram', 'telegram tg телеграм телеграмм тг'],
  ['vk', 'vk вк вконтакте'],
  ['max', 'max макс'],
  ['whatsapp', 'whatsapp wa ватсап вотсап'],
  ['connect', 'connect'],
]);

export const isNames = byName<Is>([
  ['open', 'open открыто открытые открытое'],
  ['waiting', 'waiting ждём ждем ожидает ожидание'],
  ['snoozed', 'snoozed отложено отложенные отложенное'],
  ['closed', 'closed resolved закрыто закрытые закрытое завершено завершённые завершенные'],
  ['mine', 'mine my моё мое мои'],
]);

/** Whoever asks, among names. */
export const selfNames: ReadonlySet<string> = new Set(['me', 'я', 'меня', 'мне']);

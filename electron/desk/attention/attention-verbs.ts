import { done } from '#kernel/outcome';
import type { Preferences } from '../access/preferences';
import type { Topic } from '../live/topic';
import type { Handlers, Watchers } from '../verbs';
import type { AttentionKeeper } from './attention-keeper';

export function attentionRequests(keeper: AttentionKeeper, preferences: Preferences): Pick<Handlers, 'attention.looks' | 'attention.try' | 'attention.save'> {
  return {
    'attention.looks': async ({ conversation }) => {
      keeper.looks(conversation);
      return done(null);
    },
    'attention.try': async ({ class: kind }) => {
      await keeper.try(kind);
      return done(null);
    },
    'attention.save': (settings) => preferences.saveAttention(settings),
  };
}

export function attentionWatches(keeper: AttentionKeeper, preferences: Preferences): Pick<Watchers, 'attention'> {
  return {
    attention: {
      topics: new Set<Topic>(['attention', 'preferences']),
      list: null,
      ask: async () => ({ settings: preferences.attention, unseen: keeper.unseen, sound: keeper.sound, chosen: keeper.chosen }),
    },
  };
}

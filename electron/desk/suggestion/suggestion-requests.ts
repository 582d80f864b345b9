import { done, refused } from '#kernel/outcome';
import type { Topic } from '../live/topic';
import type { Place } from '../place';
import type { Preferences } from '../access/preferences';
import type { Handlers, Watchers } from '../verbs';

/** What the window tells of suggestions. Nothing here writes to a conversation: inserting is the window's, sending the person's. */
export function suggestionRequests(atWork: () => Place | null): Pick<Handlers, 'suggestion.fate'> {
  return {
    'suggestion.fate': async (told) => {
      const place = atWork();
      if (place === null) return refused('access.signedOut');
      place.suggester.heard(told);
      return done(null);
    },
  };
}

export function suggestionWatches(atWork: () => Place | null, preferences: Preferences): Pick<Watchers, 'suggestions'> {
  return {
    suggestions: {
      topics: new Set<Topic>(['messages', 'conversations', 'customers', 'articles', 'macros', 'models', 'suggestions', 'preferences', 'session']),
      list: null,
      ask: async ({ conversation }) => (preferences.shown.suggestions ? ((await atWork()?.suggester.answersTo(conversation)) ?? null) : null),
    },
  };
}

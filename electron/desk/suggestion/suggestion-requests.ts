import { done, refused } from '#kernel/outcome';
import type { Topic } from '../live/topic';
import type { Place } from '../place';
import type { Preferences } from '../access/preferences';
import { drafted } from '#contract/drafting';
import { serverAsker } from '../server-asker';
import type { Handlers, Watchers } from '../verbs';

/** As long as a model may take, and the way there, in milliseconds. */
const draftPatience = 30_000;

/** What the window tells of suggestions. Nothing here writes to a conversation: inserting is the window's, sending the person's. */
export function suggestionRequests(atWork: () => Place | null): Pick<Handlers, 'suggestion.fate' | 'suggestion.draft'> {
  const ask = serverAsker(atWork);
  return {
    'suggestion.fate': async (told) => {
      const place = atWork();
      if (place === null) return refused('access.signedOut');
      place.suggester.heard(told);
      return done(null);
    },
    'suggestion.draft': async ({ conversation }) => {
      const place = atWork();
      const told = await ask({ method: 'POST', path: `/conversations/${encodeURIComponent(conversation)}/draft`, body: {}, patience: draftPatience }, drafted);
      if (!told.ok) return told;
      await place?.suggester.drafted(conversation, told.value);
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

import type { ChatState } from '../chat-state';
import { Fragment, h } from '../draw';
import type { Talk } from '../talk';
import type { Text } from '../text/text';
import type { EndOfList } from './EndOfList';
import type { Saving } from './Files';
import { Line, type ShownLine } from './Line';

type LinesProps = { readonly list: EndOfList; readonly state: ChatState; readonly text: Text; readonly language: 'ru' | 'en'; readonly onEarlier: () => void; readonly saving: Saving };

export function Lines({ list, state, text, language, onEarlier, saving }: LinesProps) {
  const { talk, isAgentTyping } = state;
  const lines = shownLines(talk);
  const newest = lines.at(-1);
  const isGreeting = lines.length === 0 && (talk.known || state.road !== 'connecting');
  const typist = talk.lines.findLast((line) => line.from === 'agent')?.name ?? text.agent;
  const children = (
    <Fragment>
      {talk.older && (
        <button type="button" class="earlier" onClick={onEarlier}>
          {text.earlier}
        </button>
      )}
      {isGreeting && (
        <div class="greeting">
          <p class="hello">{text.hello}</p>
          {state.away === null && <p>{text.helloMore}</p>}
        </div>
      )}
      {lines.map((line, at) => Line({ line, before: lines[at - 1], text, language, saving }))}
      {isAgentTyping && (
        <p class="typing">
          {typist} {text.typing}
          <i aria-hidden>…</i>
        </p>
      )}
    </Fragment>
  );
  return list.draw({ newest: newest?.key, isNewestOwn: newest?.from === 'customer', label: text.lines, more: text.newLines, children });
}

/** Committed lines, then what waits or was refused, as the visitor wrote it. */
function shownLines(talk: Talk): readonly ShownLine[] {
  const own = talk.lines.filter((line) => line.from === 'customer');
  const firstUnread = own.length - talk.unread;
  const committed = talk.lines.map((line): ShownLine => {
    const { id, at, text } = line;
    if (line.from === 'agent') return { key: id, id, at, text, from: 'agent', name: line.name, files: line.files ?? [] };
    return { key: line.line ?? id, at, text, from: 'customer', state: own.indexOf(line) < firstUnread ? 'read' : 'sent' };
  });
  const refused = talk.refused.map(({ line, at, text }): ShownLine => ({ key: line, at, text, from: 'customer', state: 'refused' }));
  const pending = talk.pending.map(({ line, at, text }): ShownLine => ({ key: line, at, text, from: 'customer', state: 'waiting' }));
  return [...committed, ...refused, ...pending];
}

import type { ChatFile } from '#contract/chat';
import type { MessageId } from '#kernel/id';
import { Fragment, h } from '../draw';
import { linkText } from '../link-text';
import type { Text } from '../text/text';
import { Files, type Saving } from './Files';
import { Icon } from './Icon';

export type ShownLine = { readonly key: string; readonly at: number; readonly text: string } & (
  | { readonly from: 'agent'; readonly id: MessageId; readonly name: string; readonly files: readonly ChatFile[] }
  | { readonly from: 'customer'; readonly state: 'waiting' | 'sent' | 'read' | 'refused' }
);

type LineProps = { readonly line: ShownLine; readonly before: ShownLine | undefined; readonly text: Text; readonly language: 'ru' | 'en'; readonly saving: Saving };

export function Line({ line, before, text, language, saving }: LineProps) {
  const day = dayName(line.at, text, language);
  const isNewDay = before === undefined || dayName(before.at, text, language) !== day;
  const isSameAuthor = !isNewDay && authorOf(before) === authorOf(line);
  const time = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' }).format(line.at);
  return (
    <Fragment>
      {isNewDay && <p key={`day ${line.key}`} class="day">{day}</p>}
      <div key={line.key} class={`line ${line.from}${isSameAuthor ? ' same' : ''}`}>
        {line.from === 'agent' && !isSameAuthor && <p class="author">{line.name || text.agent}</p>}
        {line.from === 'customer' && <span class="spoken">{text.you}: </span>}
        <div class="bubble">
          {line.text !== '' && (
            <span dir="auto">
              <LineText text={line.text} />
            </span>
          )}
          {line.from === 'agent' && line.files.length > 0 && <Files files={line.files} text={text} language={language} message={line.id} saving={saving} />}
          <span class="mark">
            <time datetime={new Date(line.at).toISOString()}>{time}</time>
            {line.from === 'customer' && <Icon name={line.state} label={text[line.state]} />}
          </span>
        </div>
      </div>
    </Fragment>
  );
}

function LineText({ text }: { readonly text: string }) {
  return (
    <Fragment>
      {linkText(text).map((part, place) =>
        part.kind === 'text' ? (
          part.text
        ) : (
          <a key={place} href={part.address} target="_blank" rel="noopener noreferrer nofollow">
            {part.text}
          </a>
        ),
      )}
    </Fragment>
  );
}

function authorOf(line: ShownLine): string {
  return line.from === 'agent' ? `agent ${line.name}` : line.from;
}

function dayName(at: number, text: Text, language: 'ru' | 'en'): string {
  const date = new Date(at);
  return date.toDateString() === new Date().toDateString() ? text.today : new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long' }).format(date);
}

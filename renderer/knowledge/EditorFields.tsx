import type { ArticleDraft } from '#contract/article';
import { articleBounds, audiences } from '#domain/knowledge/article';
import { withBreaks } from '#domain/knowledge/paragraphs';
import { marks } from '#domain/knowledge/section-marks';
import type { ArticleId } from '#kernel/id';
import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { flushSync } from 'react-dom';
import { DateField } from '../kit/DateField';
import { useDirectory } from '../kit/directory';
import { useLive } from '../kit/live';
import { languages } from '../text/say';
import { useText } from '../text/TextProvider';
import classes from './knowledge.module.css';

type Props = { readonly fields: ArticleDraft; readonly self: ArticleId | null; readonly onChange: (next: ArticleDraft) => void };

/** What an article is called, for whom it is, and what it says. */
export function EditorFields({ fields, self, onChange }: Props) {
  const { say } = useText();
  const change = (part: Partial<ArticleDraft>): void => onChange({ ...fields, ...part });
  return (
    <>
      <TextInput name="title" label={say('knowledge.field.title')} autoFocus maxLength={500} value={fields.title} onChange={(event) => change({ title: event.currentTarget.value })} />
      <div className={classes['pair']}>
        <NativeSelect label={say('knowledge.field.language')} value={fields.language ?? ''} data={[{ value: '', label: say('knowledge.anyLanguage') }, ...languages.map((name) => ({ value: name, label: say(`language.${name}`) }))]} onChange={(event) => change({ language: languages.find((name) => name === event.currentTarget.value) ?? null })} />
        <NativeSelect label={say('knowledge.field.audience')} value={fields.audience} data={audiences.map((name) => ({ value: name, label: say(`knowledge.audience.${name}`) }))} onChange={(event) => change({ audience: audiences.find((name) => name === event.currentTarget.value) ?? 'customers' })} />
        <TextInput label={say('knowledge.category')} maxLength={200} value={fields.category} onChange={(event) => change({ category: event.currentTarget.value })} />
        <TextInput label={say('knowledge.field.tags')} maxLength={2000} value={fields.tags} onChange={(event) => change({ tags: event.currentTarget.value })} />
        <Owner fields={fields} onChange={onChange} />
        <DateField label={say('knowledge.field.reviewAt')} value={fields.reviewAt} onChange={(reviewAt) => change({ reviewAt })} />
        <Counterpart fields={fields} self={self} onChange={onChange} />
      </div>
      <Text fields={fields} onChange={onChange} />
    </>
  );
}

/** What is put in at once and does not fit stays where it was copied: laid out letter by letter it would hold the window up. */
function Text({ fields, onChange }: Omit<Props, 'self'>) {
  const { say, language } = useText();
  const numbers = new Intl.NumberFormat(language);
  const [unfit, setUnfit] = useState<number | null>(null);
  const put = (event: React.ClipboardEvent | React.DragEvent, { coming, field }: { readonly coming: string; readonly field: HTMLTextAreaElement }): void => {
    const replaced = event.type === 'paste' ? field.selectionEnd - field.selectionStart : 0;
    const isUnfit = field.value.length - replaced + coming.length > articleBounds.text;
    if (isUnfit) event.preventDefault();
    setUnfit(isUnfit ? coming.length : null);
    const text = withBreaks(coming);
    if (isUnfit || event.type !== 'paste' || text === coming) return;
    // Put in as it was copied, a paragraph without an end would be laid out before it is broken.
    event.preventDefault();
    const at = field.selectionStart + text.length;
    flushSync(() => onChange({ ...fields, text: `${field.value.slice(0, field.selectionStart)}${text}${field.value.slice(field.selectionEnd)}` }));
    field.setSelectionRange(at, at);
  };
  return (
    // Of a fixed height: one that grows with its text would measure all of its letters on each key.
    <Textarea
      name="text"
      label={say('knowledge.field.text')}
      description={say('knowledge.textHelp', { marks: Object.values(marks[language]).map((mark) => `{${mark}}`).join(', ') })}
      rows={16}
      inputWrapperOrder={wordsFirst}
      spellCheck={fields.text.length < mostSpelt}
      value={fields.text}
      error={unfit === null ? null : say('knowledge.pasteTooLong', { n: unfit, left: numbers.format(Math.max(0, articleBounds.text - fields.text.length)) })}
      onPaste={(event) => put(event, { coming: event.clipboardData.getData('text/plain'), field: event.currentTarget })}
      onDrop={(event) => put(event, { coming: event.dataTransfer.getData('text/plain'), field: event.currentTarget })}
      onChange={(event) => {
        const field = event.currentTarget;
        const [written, at] = [field.value, field.selectionStart];
        const text = withBreaks(written);
        setUnfit(null);
        if (text === written) return onChange({ ...fields, text });
        // What is changed under the cursor would send it to the end.
        flushSync(() => onChange({ ...fields, text }));
        field.setSelectionRange(at, at);
      }}
    />
  );
}

/** Below the field they would stand out of sight. */
const wordsFirst: ('label' | 'description' | 'error' | 'input')[] = ['label', 'description', 'error', 'input'];

/** Beyond so many letters they are not looked through for mistakes. */
const mostSpelt = 20_000;

function Owner({ fields, onChange }: Omit<Props, 'self'>) {
  const { say } = useText();
  const { people } = useDirectory();
  const data = [{ value: '', label: say('knowledge.noOwner') }, ...people.map(({ id, name }) => ({ value: id, label: name }))];
  return <NativeSelect label={say('knowledge.field.owner')} value={fields.owner ?? ''} data={data} onChange={(event) => onChange({ ...fields, owner: people.find(({ id }) => id === event.currentTarget.value)?.id ?? null })} />;
}

const candidates = { search: '', category: null, limit: 200 };

/** An article in another language than this one. */
function Counterpart({ fields, self, onChange }: Props) {
  const { say } = useText();
  const others = (useLive('articles', candidates)?.articles ?? []).filter(({ id, language }) => id !== self && (language !== fields.language || id === fields.counterpart));
  const data = [{ value: '', label: say('knowledge.noCounterpart') }, ...others.map(({ id, title }) => ({ value: id, label: title }))];
  return <NativeSelect label={say('knowledge.field.counterpart')} value={fields.counterpart ?? ''} data={data} onChange={(event) => onChange({ ...fields, counterpart: others.find(({ id }) => id === event.currentTarget.value)?.id ?? null })} />;
}

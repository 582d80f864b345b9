import type { ArticleDraft } from '#contract/article';
import type { Failure } from '#contract/failures';
import type { ArticleRow } from '#domain/knowledge/article';
import { textOf } from '#domain/knowledge/section-text';
import type { ArticleId } from '#kernel/id';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { bridge } from '../kit/bridge';
import { useLiveSteady } from '../kit/live';
import { useOnline } from '../kit/past';
import { useText } from '../text/TextProvider';
import { contentOfFields, fieldsOf, fieldsOfRow, freshFields, type FieldFault } from './article-fields';
import { ArticlePreview } from './ArticlePreview';
import { Difference } from './Difference';
import { EditorFields } from './EditorFields';
import { FactFields } from './FactFields';
import classes from './knowledge.module.css';
import { lookFor } from './knowledge-store';
import { RemoveArticle } from './RemoveArticle';
import { useArticleDraft } from './use-article-draft';
import { Versions } from './Versions';

/** Writes an article, beside what it will look like. */
export function ArticleEditor({ article }: { readonly article: ArticleId | null }) {
  const { language } = useText();
  const shown = useLiveSteady('article', article === null ? noArticle : { article });
  if (article !== null && shown === undefined) return null;
  const row = article === null ? null : (shown?.row ?? null);
  return <Editing key={article ?? 'new'} row={row} from={row === null ? freshFields(language) : fieldsOfRow(row)} />;
}

/** Nobody's; the desk knows no such article. */
const noArticle = { article: 'art_none' } as const;

type Props = { readonly row: ArticleRow | null; readonly from: ArticleDraft };

function Editing({ row, from }: Props) {
  const { say } = useText();
  const [showsVersions, setShowsVersions] = useState(false);
  const draft = useArticleDraft(row?.id ?? null, from);
  const { fields, write } = draft;
  const saving = useSaving(row, draft);
  if (fields === null) return null;
  const isBehind = row !== null && fields.revision !== row.revision;
  const isWaiting = saving.failure === 'network.offline' && !isBehind;
  const restore = (content: Parameters<typeof fieldsOf>[0]): void => {
    write({ ...fieldsOf(content, fields.revision) });
    setShowsVersions(false);
  };
  return (
    <form className={classes['editor']} noValidate onSubmit={saving.submit}>
      <header className={classes['head']}>
        <h2 className={classes['title']}>{row === null ? say('knowledge.new') : <bdi>{row.title}</bdi>}</h2>
        {row !== null && <Button variant="subtle" size="compact-sm" aria-expanded={showsVersions} onClick={() => setShowsVersions(!showsVersions)}>{say('knowledge.versions')}</Button>}
        {row !== null && <RemoveArticle row={row} onRemoved={() => void draft.forget().then(() => lookFor({ editing: null, chosen: null }))} />}
        <Button variant="default" size="compact-sm" onClick={() => lookFor({ editing: null })}>{say('knowledge.back')}</Button>
        <Button type="submit" size="compact-sm" disabled={saving.busy || isBehind}>{say('knowledge.save')}</Button>
      </header>
      {draft.isDraft && <p className={classes['dim']} role="status">{say('knowledge.draftIsBack')} <Button variant="subtle" size="compact-xs" onClick={() => void draft.forget().then(() => write(from))}>{say('knowledge.dropDraft')}</Button></p>}
      {isBehind && <Behind row={row} fields={fields} onTake={() => write({ ...fields, revision: row.revision })} />}
      <Hindered fault={saving.fault} failure={isBehind || isWaiting ? null : saving.failure} length={fields.text.length} />
      {isWaiting && <RoadIsBack busy={saving.busy} />}
      {showsVersions && row !== null ? (
        <Versions article={row.id} fields={fields} onRestore={restore} />
      ) : (
        <div className={classes['writing']}>
          <div className={classes['fields']}>
            <EditorFields fields={fields} self={row?.id ?? null} onChange={write} />
            <FactFields facts={fields.facts} onChange={(facts) => write({ ...fields, facts })} />
          </div>
          <ArticlePreview fields={fields} />
        </div>
      )}
    </form>
  );
}

/** Somebody else saved meanwhile: what they made of it is shown before anything is written over. */
function Behind({ row, fields, onTake }: { readonly row: ArticleRow; readonly fields: ArticleDraft; readonly onTake: () => void }) {
  const { say } = useText();
  return (
    <section className={classes['behind']} role="alert">
      <p>{say('knowledge.changedMeanwhile')}</p>
      <Difference before={textOf(row.sections, row.language ?? 'en')} after={fields.text} />
      <Button variant="default" size="compact-sm" onClick={onTake}>{say('knowledge.keepMine')}</Button>
    </section>
  );
}

/** What could not be saved without a network is kept, and offered as soon as there is one. */
function RoadIsBack({ busy }: { readonly busy: boolean }) {
  const { say } = useText();
  const isOnline = useOnline();
  return <p className={classes['dim']} role="status">{say(isOnline ? 'knowledge.roadIsBack' : 'knowledge.keptHere')} {isOnline && <Button type="submit" size="compact-xs" disabled={busy}>{say('knowledge.saveNow')}</Button>}</p>;
}

type HinderedProps = { readonly fault: FieldFault | null; readonly failure: Failure | null; readonly length: number };

function Hindered({ fault, failure, length }: HinderedProps) {
  const { say } = useText();
  if (fault === 'tooLong') return <p className={classes['obstacle']} role="alert">{say('knowledge.fault.tooLong', { n: length })}</p>;
  if (fault !== null) return <p className={classes['obstacle']} role="alert">{say(`knowledge.fault.${fault}`)}</p>;
  return failure === null ? null : <p className={classes['obstacle']} role="alert">{say(`failure.${failure}`)}</p>;
}

function useSaving(row: ArticleRow | null, draft: ReturnType<typeof useArticleDraft>) {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<FieldFault | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const submit = (event: React.FormEvent): void => {
    event.preventDefault();
    if (draft.fields === null || busy) return;
    const { revision } = draft.fields;
    const content = contentOfFields(draft.fields);
    setFault(content.ok ? null : content.code);
    setFailure(null);
    if (!content.ok) return;
    setBusy(true);
    void bridge.ask('article.save', { article: row?.id ?? null, revision, content: content.value }).then(async (outcome) => {
      setBusy(false);
      if (!outcome.ok) return setFailure(outcome.code);
      await draft.forget();
      lookFor({ editing: null, chosen: outcome.value.article });
    });
  };
  return { busy, fault, failure, submit };
}

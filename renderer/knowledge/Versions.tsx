import type { ArticleDraft } from '#contract/article';
import type { RequestOutput } from '#contract/requests';
import type { Failure } from '#contract/failures';
import { textOf } from '#domain/knowledge/section-text';
import type { ArticleId } from '#kernel/id';
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { bridge } from '../kit/bridge';
import { useDirectory } from '../kit/directory';
import { useText } from '../text/TextProvider';
import { Difference } from './Difference';
import classes from './knowledge.module.css';

type Version = RequestOutput<'article.version'>;
type Listed = RequestOutput<'article.versions'>['versions'][number];
type Props = { readonly article: ArticleId; readonly fields: ArticleDraft; readonly onRestore: (content: Version) => void };

/** What the article was; the server has every revision of it. */
export function Versions({ article, fields, onRestore }: Props) {
  const { say } = useText();
  const [listed, setListed] = useState<readonly Listed[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [chosen, setChosen] = useState<{ readonly revision: number; readonly version: Version } | null>(null);
  useEffect(() => {
    let open = true;
    void bridge.ask('article.versions', { article }).then((outcome) => {
      if (!open) return;
      if (outcome.ok) setListed(outcome.value.versions);
      else setFailure(outcome.code);
    });
    return () => void (open = false);
  }, [article]);
  const choose = (revision: number): void => {
    setFailure(null);
    void bridge.ask('article.version', { article, revision }).then((outcome) => (outcome.ok ? setChosen({ revision, version: outcome.value }) : setFailure(outcome.code)));
  };
  return (
    <div className={classes['versions']}>
      {failure !== null && <p className={classes['obstacle']} role="alert">{say(`failure.${failure}`)}</p>}
      <ul className={classes['found']}>{listed?.map((one) => <VersionRow key={one.revision} version={one} isChosen={one.revision === chosen?.revision} onChoose={() => choose(one.revision)} />)}</ul>
      {chosen === null ? (
        <p className={classes['none']}>{say('knowledge.chooseVersion')}</p>
      ) : (
        <section className={classes['preview']} aria-label={say('knowledge.difference')}>
          <p className={classes['dim']}>{say('knowledge.againstNow', { n: chosen.revision })}</p>
          <Difference before={textOf(chosen.version.sections, chosen.version.language ?? 'en')} after={fields.text} />
          <Button variant="default" size="compact-sm" onClick={() => onRestore(chosen.version)}>{say('knowledge.restore')}</Button>
        </section>
      )}
    </div>
  );
}

function VersionRow({ version: { revision, at, by, title }, isChosen, onChoose }: { readonly version: Listed; readonly isChosen: boolean; readonly onChoose: () => void }) {
  const { say, dates } = useText();
  const { people } = useDirectory();
  const who = people.find(({ id }) => id === by)?.name ?? say('knowledge.byImport');
  return (
    <li>
      <button type="button" className={classes['row']} title={dates.full(at)} aria-current={isChosen || undefined} onClick={onChoose}>
        <span className={classes['rowTitle']}><span className={classes['revision']}>{say('knowledge.version', { n: revision })}</span><bdi>{title}</bdi></span>
        <span className={classes['rowText']}>{dates.date(at)}, {dates.time(at)} · <bdi>{who}</bdi></span>
      </button>
    </li>
  );
}

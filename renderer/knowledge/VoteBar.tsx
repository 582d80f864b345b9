import type { WatchOutput } from '#contract/requests';
import { votes, type Vote } from '#domain/knowledge/article';
import type { ArticleId } from '#kernel/id';
import { Button } from '@mantine/core';
import { IconThumbDown, IconThumbUp } from '@tabler/icons-react';
import { useAct } from '../kit/act';
import { useText } from '../text/TextProvider';
import classes from './knowledge.module.css';

type Props = { readonly article: ArticleId; readonly votes: NonNullable<WatchOutput<'article'>>['votes'] };

const drawings = { useful: IconThumbUp, useless: IconThumbDown } as const satisfies Readonly<Record<Vote, unknown>>;

/** Whether the article helped: one vote for each person, pressed again it is taken back. */
export function VoteBar({ article, votes: { own, ...counts } }: Props) {
  const { say } = useText();
  const { ask } = useAct();
  return (
    <div className={classes['votes']} role="group" aria-label={say('knowledge.helped')}>
      <span className={classes['dim']}>{say('knowledge.helped')}</span>
      {votes.map((vote) => {
        const Drawing = drawings[vote];
        return (
          <Button key={vote} variant={own === vote ? 'light' : 'default'} size="compact-sm" aria-pressed={own === vote} leftSection={<Drawing size={15} stroke={1.75} aria-hidden />} onClick={() => void ask('article.vote', { article, vote: own === vote ? null : vote })}>
            {say(`knowledge.vote.${vote}`, { n: counts[vote] })}
          </Button>
        );
      })}
    </div>
  );
}

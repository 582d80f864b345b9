import { isExpired, type Fact } from '#domain/knowledge/article';
import { piecesOf } from '#domain/knowledge/insertion';
import classes from './knowledge.module.css';

type Props = { readonly text: string; readonly facts: readonly Fact[]; readonly now: number };

/** A text in which facts stand in place of their names; the ones that nobody may rely on are struck out. */
export function FactText({ text, facts, now }: Props) {
  return piecesOf(text, facts).map((piece, at) => {
    // Pieces have no name of their own but their place.
    const key = `${at}`;
    if (piece.kind === 'text') return <span key={key}>{piece.text}</span>;
    if (piece.fact === undefined) return <mark key={key} className={classes['lacking']}>{`[[${piece.name}]]`}</mark>;
    return isExpired(piece.fact, now) ? <s key={key} className={classes['expired']}>{piece.fact.text}</s> : <mark key={key} className={classes['fact']} title={piece.fact.name}>{piece.fact.text}</mark>;
  });
}

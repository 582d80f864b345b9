import type { ArticleDraft } from '#contract/article';
import { articleBounds } from '#domain/knowledge/article';
import { Button, TextInput } from '@mantine/core';
import { DateField } from '../kit/DateField';
import { useText } from '../text/TextProvider';
import classes from './knowledge.module.css';

type Facts = ArticleDraft['facts'];
type Props = { readonly facts: Facts; readonly onChange: (facts: Facts) => void };

/** What the article rests on and what ends one day; its text names each in double square brackets. */
export function FactFields({ facts, onChange }: Props) {
  const { say } = useText();
  const change = (at: number, part: Partial<Facts[number]>): void => onChange(facts.map((fact, place) => (place === at ? { ...fact, ...part } : fact)));
  return (
    <fieldset className={classes['factFields']}>
      <legend>{say('knowledge.facts')}</legend>
      <p className={classes['dim']}>{say('knowledge.factsHelp')}</p>
      {facts.map((fact, at) => (
        // Facts have no name before they are given one.
        <div key={`${at}`} className={classes['factField']}>
          <TextInput aria-label={say('knowledge.fact.name')} placeholder={say('knowledge.fact.name')} maxLength={articleBounds.heading} value={fact.name} onChange={(event) => change(at, { name: event.currentTarget.value })} />
          <TextInput aria-label={say('knowledge.fact.text')} placeholder={say('knowledge.fact.text')} maxLength={articleBounds.factText} value={fact.text} onChange={(event) => change(at, { text: event.currentTarget.value })} />
          <DateField label={say('knowledge.fact.until')} isLabelHidden value={fact.until} onChange={(until) => change(at, { until })} />
          <Button variant="subtle" color="red" size="compact-sm" aria-label={say('knowledge.fact.remove', { name: fact.name })} onClick={() => onChange(facts.filter((_fact, place) => place !== at))}>{say('knowledge.fact.drop')}</Button>
        </div>
      ))}
      {facts.length < articleBounds.facts && <Button variant="default" size="compact-sm" onClick={() => onChange([...facts, { name: '', text: '', until: '' }])}>{say('knowledge.fact.add')}</Button>}
    </fieldset>
  );
}

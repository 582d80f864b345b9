import { Button, Dialog } from '@mantine/core';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useAct } from '../kit/act';
import { ExactKey, KeyHint } from '../kit/KeyHint';
import { useLive } from '../kit/live';
import { useText } from '../text/TextProvider';
import { showOverlay, useDesk } from './desk-store';
import classes from './Tour.module.css';
import { tourSteps, type TourStep } from './tour-steps';
import { besideOf, usePlace } from './use-place';

/** Shows somebody new around the desk in five steps, once, or whenever they ask. The desk works on below it, also by its keys. */
export function Tour() {
  const isNew = useLive('preferences', {})?.toured === false;
  const overlay = useDesk((state) => state.overlay);
  if (overlay !== 'tour' && !(isNew && overlay === 'none')) return null;
  return <Steps isAsked={overlay === 'tour'} />;
}

function Steps({ isAsked }: { readonly isAsked: boolean }) {
  const { say } = useText();
  const { ask } = useAct();
  const [at, setAt] = useState(0);
  const step = tourSteps[at];
  const place = usePlace(step?.place ?? '');
  const forward = useRef<HTMLButtonElement>(null);
  const isLast = at === tourSteps.length - 1;
  const end = (): void => {
    void ask('preferences.save', { toured: true });
    if (isAsked) showOverlay('none');
    document.querySelector<HTMLElement>('[data-list]')?.focus();
  };
  const go = (to: number): void => {
    if (to >= tourSteps.length) return end();
    setAt(Math.max(0, to));
    forward.current?.focus();
  };
  useEffect(() => {
    // Whoever is writing already is not interrupted.
    if (isAsked || document.activeElement?.matches('textarea, input, [contenteditable]') !== true) forward.current?.focus();
  }, [isAsked]);
  if (step === undefined) return null;
  return (
    <>
      {place !== null && <div className={classes['ring']} style={{ top: place.top, left: place.left, width: place.width, height: place.height }} aria-hidden />}
      <Dialog opened withinPortal={false} className={classes['card'] ?? ''} position={besideOf(place)} size={340} zIndex={150} transitionProps={{ duration: 0 }} role="dialog" aria-label={say('tour.title')} aria-describedby="tour-text" data-tour={step.name} onKeyDown={(event) => hear(event, { at, go, end })}>
        <p className={classes['count']}>{say('tour.step', { n: at + 1, of: String(tourSteps.length) })}</p>
        <StepWords step={step} />
        <div className={classes['ways']}>
          {!isLast && (
            <Button size="xs" variant="subtle" color="gray" onClick={end}>
              {say('tour.skip')}
            </Button>
          )}
          <span className={classes['spring']} />
          {at > 0 && (
            <Button size="xs" variant="default" onClick={() => go(at - 1)}>
              {say('tour.back')}
            </Button>
          )}
          <Button ref={forward} size="xs" onClick={() => go(at + 1)}>
            {say(isLast ? 'tour.done' : 'tour.next')}
          </Button>
        </div>
      </Dialog>
    </>
  );
}

function StepWords({ step }: { readonly step: TourStep }) {
  const { say } = useText();
  return (
    <div id="tour-text" aria-live="polite">
      <h2 className={classes['title']}>{say(`tour.${step.name}.title`)}</h2>
      <p className={classes['text']}>{say(`tour.${step.name}.text`)}</p>
      <ul className={classes['keys']}>
        {step.keys.map(({ chord, text, fixed = false }) => (
          <li key={text}>
            {fixed ? <ExactKey chord={chord} /> : <KeyHint chord={chord} />}
            <span>{say(text)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

type Ways = { readonly at: number; readonly go: (to: number) => void; readonly end: () => void };

function hear(event: KeyboardEvent, { at, go, end }: Ways): void {
  const work = { Escape: end, ArrowRight: () => go(at + 1), ArrowLeft: () => go(at - 1) }[event.key];
  if (work === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  work();
}

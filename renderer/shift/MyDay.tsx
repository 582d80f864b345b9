import { agentStates } from '#domain/shift/agent-state';
import { workedTime } from '#domain/shift/my-day';
import type { AgentDayRow } from '#domain/shift/agent-day';
import { hour, minute, second, type Duration } from '#kernel/instant';
import { Tooltip, VisuallyHidden } from '@mantine/core';
import { Beginning } from '../kit/Beginning';
import { Dialog } from '../kit/Dialog';
import type { Language, Say } from '../text/say';
import { useText } from '../text/TextProvider';
import { satisfactionOf, useMyFigures, type MyFigures } from './my-figures';
import { openMyDay, useShift } from './shift-store';
import classes from './MyDay.module.css';

type FigureName = 'handled' | 'firstResponse' | 'csat' | 'worked';
type Figure = { readonly name: FigureName; readonly of: (day: AgentDayRow) => number | null; readonly usual: (usual: MyFigures['usual']) => number | null; readonly face: (value: number, words: Words) => string };
type Words = { readonly say: Say; readonly language: Language };

/** Where there is no figure. */
const nothing = '—';

const percent = (part: number, { language }: Words): string => new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(part);

/** Hours and minutes. */
function hours(span: Duration, { say }: Words): string {
  const minutes = String(Math.floor(span / minute) % 60);
  return span < hour ? say('myDay.minutes', { minutes }) : say('myDay.hours', { hours: String(Math.floor(span / hour)), minutes });
}

/** Minutes and seconds, until it is hours. */
function seconds(span: Duration, words: Words): string {
  const whole = Math.round(span / second);
  if (whole * second >= hour) return hours(whole * second, words);
  const rest = String(whole % 60);
  return whole < 60 ? words.say('myDay.seconds', { seconds: rest }) : words.say('myDay.minutesAndSeconds', { minutes: String(Math.floor(whole / 60)), seconds: rest });
}

const figures: readonly Figure[] = [
  { name: 'handled', of: (day) => day.handled, usual: (usual) => usual.handled, face: (value, { language }) => new Intl.NumberFormat(language).format(value) },
  { name: 'firstResponse', of: (day) => day.firstResponse, usual: (usual) => usual.firstResponse, face: seconds },
  { name: 'csat', of: satisfactionOf, usual: (usual) => usual.satisfaction, face: percent },
  { name: 'worked', of: (day) => workedTime(day.spent), usual: (usual) => usual.worked, face: hours },
];

/** My day in the bottom strip: each figure says what it means. */
export function MyDayStrip() {
  const { say, language } = useText();
  const mine = useMyFigures();
  if (mine === null) return null;
  return (
    <Tooltip label={figures.map(({ name }) => <p key={name}><b>{say(`myDay.${name}`)}</b>: {say(`myDay.${name}.means`)}</p>)} multiline w={380} events={byKeyboard}>
      <button type="button" className={classes['strip']} onClick={() => openMyDay()}>
        <VisuallyHidden>{say('myDay.open')}: </VisuallyHidden>
        {figures.map(({ name, of, face }) => {
          const value = of(mine.today);
          return (
            <Tooltip key={name} label={say(`myDay.${name}.means`)} multiline w={320} openDelay={300}>
              <span className={classes['figure']}>
                {say(`myDay.${name}`)} <b>{value === null ? nothing : face(value, { say, language })}</b>
              </span>
            </Tooltip>
          );
        })}
      </button>
    </Tooltip>
  );
}

/** A mouse reads of each figure what it means; whoever comes by keyboard reads of all. */
const byKeyboard = { hover: false, focus: true, touch: false };

/** My day beside my own last weeks. */
export function MyDayDialog() {
  const { say } = useText();
  const opened = useShift((state) => state.myDayOpened);
  return (
    <Dialog opened={opened} onClose={() => openMyDay(false)} size={720} title={say('myDay.title')}>
      <Beginning>
        <Content />
      </Beginning>
    </Dialog>
  );
}

function Content() {
  const { say } = useText();
  const mine = useMyFigures();
  if (mine === null) return <p className={classes['lead']}>{say('myDay.nothing')}</p>;
  return (
    <>
      <p className={classes['lead']}>{say('myDay.lead')}</p>
      <table className={classes['table']}>
        <thead>
          <tr>
            {(['figure', 'today', 'usual', 'weeks'] as const).map((name) => (
              <th key={name} scope="col">{say(`myDay.${name}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>{figures.map((figure) => <FigureRow key={figure.name} figure={figure} mine={mine} />)}</tbody>
      </table>
      <States day={mine.today} />
    </>
  );
}

function FigureRow({ figure: { name, of, usual, face }, mine }: { readonly figure: Figure; readonly mine: MyFigures }) {
  const { say, language } = useText();
  const shown = (value: number | null): string => (value === null ? nothing : face(value, { say, language }));
  const values = mine.before.map((day) => ({ date: day.date, value: of(day) }));
  const days = [...values, { date: mine.today.date, value: of(mine.today) }];
  return (
    <tr>
      <th scope="row">
        {say(`myDay.${name}`)}
        <span className={classes['means']}>{say(`myDay.${name}.means`)}</span>
      </th>
      <td className={classes['number']}>{shown(of(mine.today))}</td>
      <td className={classes['number']}>{shown(usual(mine.usual))}</td>
      <td>
        <Bars label={say('myDay.spark', { name: say(`myDay.${name}`), values: values.map(({ value }) => shown(value)).join(', ') })} days={days} usual={usual(mine.usual)} face={shown} />
      </td>
    </tr>
  );
}

const barWidth = 10;
const barGap = 4;
const barHeight = 34;

type BarsProps = { readonly label: string; readonly days: readonly { readonly date: string; readonly value: number | null }[]; readonly usual: number | null; readonly face: (value: number | null) => string };

/** One bar for each of the same weekdays before, oldest first, and for today; across them what is usual. */
function Bars({ label, days, usual, face }: BarsProps) {
  const { dates } = useText();
  const most = Math.max(1, usual ?? 0, ...days.map(({ value }) => value ?? 0));
  const level = usual === null ? null : Math.max(1, barHeight - (usual / most) * barHeight);
  if (days.length < 2) return null;
  return (
    <svg role="img" aria-label={label} width={days.length * (barWidth + barGap)} height={barHeight} className={classes['bars']}>
      {days.map(({ date, value }, place) => {
        const height = Math.max(2, ((value ?? 0) / most) * barHeight);
        return (
          <rect key={date} x={place * (barWidth + barGap)} y={barHeight - height} width={barWidth} height={height} rx={2} data-today={place === days.length - 1 || undefined} data-none={value === null || undefined}>
            <title>{`${dates.date(Date.parse(`${date}T12:00:00`))}: ${face(value)}`}</title>
          </rect>
        );
      })}
      {level !== null && <line x1={0} x2={days.length * (barWidth + barGap) - barGap} y1={level} y2={level} />}
    </svg>
  );
}

function States({ day }: { readonly day: AgentDayRow }) {
  const { say, language } = useText();
  const spent = agentStates.flatMap((state) => ((day.spent[state] ?? 0) >= minute ? [{ state, time: day.spent[state] ?? 0 }] : []));
  const whole = spent.reduce((sum, { time }) => sum + time, 0);
  if (whole === 0) return null;
  return (
    <section aria-labelledby="my-states">
      <h3 id="my-states" className={classes['heading']}>{say('myDay.states')}</h3>
      <ul className={classes['states']}>
        {spent.map(({ state, time }) => (
          <li key={state}>
            <span>{say(`state.${state}`)}</span>
            <span className={classes['track']} aria-hidden>
              <span style={{ width: `${(time / whole) * 100}%` }} />
            </span>
            <span className={classes['number']}>{hours(time, { say, language })}</span>
          </li>
        ))}
      </ul>
      <p className={classes['means']}>{say('myDay.statesMeans')}</p>
    </section>
  );
}

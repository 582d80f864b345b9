import { useAct } from '../kit/act';
import { useLive } from '../kit/live';
import { useMe } from '../kit/me';
import { languages } from '../text/say';
import { editFilter, useQueue } from '../queue/queue-store';
import { useRemoveFilter } from '../queue/use-remove-filter';
import { openMyDay } from '../shift/shift-store';
import { useText } from '../text/TextProvider';
import { showOverlay } from './desk-store';
import { useHasOwnPin } from './use-pin';
import { useSignOut } from './use-sign-out';
import { useUndoSpans } from './use-undo-spans';

const themes = ['light', 'dark', 'auto'] as const;

const plainDialogs = [['tour', 'tour.open'], ['appearance', 'appearance.title'], ['attention', 'attention.title'], ['absence', 'absence.title'], ['signature', 'signature.title']] as const;

type SettingAction = { readonly id: string; readonly label: string; readonly onClick: () => void };

/** What an administrator sets for everybody. */
const companyOverlays = [
  ['company', 'company.title'],
  ['outcomes', 'outcomes.title'],
  ['companySuggestions', 'suggestions.settings.title'],
  ['channels', 'channels.title'],
  ['widget', 'widget.title'],
  ['bot', 'bot.title'],
  ['imports', 'import.title'],
  ['programs', 'programs.title'],
] as const;

/** What a person sets for themselves, for who does not reach for the pointer. */
export function useSettingActions(): readonly SettingAction[] {
  const { say, language } = useText();
  const { ask } = useAct();
  const signOut = useSignOut();
  const hasOwnPin = useHasOwnPin();
  const { roles } = useMe();
  const isAdministrator = roles.includes('administrator');
  const framesMail = isAdministrator || roles.includes('supervisor');
  const { theme, suggestions = true } = useLive('preferences', {}) ?? {};
  const undoSpans = useUndoSpans();
  const filterActions = useFilterActions();
  return [
    ...languages
      .filter((name) => name !== language)
      .map((name) => ({ id: `language-${name}`, label: `${say('person.language')}: ${say(`language.${name}`)}`, onClick: () => void ask('preferences.save', { language: name }) })),
    ...themes
      .filter((name) => name !== theme)
      .map((name) => ({
        id: `theme-${name}`,
        label: `${say('person.theme')}: ${say(`theme.${name}`).toLocaleLowerCase(language)}`,
        onClick: () => void ask('preferences.save', { theme: name }),
      })),
    ...undoSpans.filter(({ isChosen }) => !isChosen).map(({ seconds, label, choose }) => ({ id: `undo-send-${seconds}`, label: `${say('person.undoSend')}: ${label}`, onClick: choose })),
    { id: 'suggestions', label: say(suggestions ? 'suggestions.turnOff' : 'suggestions.turnOn'), onClick: () => void ask('preferences.save', { suggestions: !suggestions }) },
    ...filterActions,
    ...(hasOwnPin ? [{ id: 'pin', label: say('pin.title'), onClick: () => showOverlay('pin') }] : []),
    ...(isAdministrator ? companyOverlays.map(([id, text]) => ({ id, label: say(text), onClick: () => showOverlay(id) })) : []),
    ...(framesMail ? [{ id: 'macros', label: say('macros.title'), onClick: () => showOverlay('macros') }, { id: 'frames', label: say('frame.title'), onClick: () => showOverlay('frames') }] : []),
    { id: 'closeShift', label: say('closeShift.title'), onClick: () => showOverlay('closeShift') },
    { id: 'myDay', label: say('myDay.title'), onClick: () => openMyDay() },
    ...plainDialogs.map(([id, label]) => ({ id, label: say(label), onClick: () => showOverlay(id) })),
    { id: 'security', label: say('person.security'), onClick: () => showOverlay('security') },
    { id: 'signOut', label: say('person.signOut'), onClick: () => void signOut() },
  ];
}

/** The filter that narrows the list down is changed and removed without a pointer too. */
function useFilterActions(): readonly SettingAction[] {
  const { say } = useText();
  const filter = useQueue((state) => state.filter);
  const remove = useRemoveFilter();
  if (filter === null) return [];
  return [
    { id: 'filter-edit', label: `${say('filter.edit')}: ${filter.name}`, onClick: () => editFilter(filter) },
    { id: 'filter-remove', label: `${say('filter.remove')}: ${filter.name}`, onClick: () => remove(filter) },
  ];
}

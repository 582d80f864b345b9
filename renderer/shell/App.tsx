import type { WatchOutput } from '#contract/requests';
import { MantineProvider, useMantineColorScheme, type MantineColorScheme, type MantineColorSchemeManager } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { useEffect, useLayoutEffect } from 'react';
import { useLive } from '../kit/live';
import { styleNonce } from '../kit/nonce';
import { stillTheme, theme, variables } from '../kit/theme';
import type { Language } from '../text/say';
import { TextProvider, useText } from '../text/TextProvider';
import classes from './App.module.css';
import { Desk } from './Desk';
import { LockScreen } from './LockScreen';
import { SignIn } from './SignIn';
import { Starting } from './Starting';

/** The desk keeps the preferences, so Mantine keeps none. */
const preferencesElsewhere: MantineColorSchemeManager = {
  get: (fallback) => fallback,
  set: () => undefined,
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => undefined,
};

/** Menus lie at 300, dialogs at 200: a notice stays in sight of a dialog and covers no item of a menu. */
const underMenus = 250;

const ownLanguage: Language = navigator.language.startsWith('ru') ? 'ru' : 'en';

export function App() {
  const preferences = useLive('preferences', {});
  const session = useLive('session', {});
  const language = preferences?.language ?? ownLanguage;
  return (
    <MantineProvider theme={preferences?.motion === 'reduced' ? stillTheme : theme} cssVariablesResolver={variables} colorSchemeManager={preferencesElsewhere} defaultColorScheme="auto" getStyleNonce={styleNonce}>
      <TextProvider language={language}>
        <Appearance theme={preferences?.theme ?? 'auto'} />
        <Look preferences={preferences} />
        <Screen session={preferences === undefined ? undefined : session} />
        <Notifications position="bottom-left" zIndex={underMenus} limit={4} containerWidth={284} className={classes['notifications'] ?? ''} />
      </TextProvider>
    </MantineProvider>
  );
}

function Screen({ session }: { readonly session: WatchOutput<'session'> | undefined }) {
  if (session === undefined || session.state === 'starting') return <Starting session={session} />;
  if (session.state === 'signedOut') return <SignIn failure={session.failure} left={session.left} />;
  if (session.state === 'locked') return <LockScreen locked={session} />;
  return <Desk key={session.me.id} me={session.me} />;
}

/** Before anything of the desk is painted; see palette.css and page.css. */
function Look({ preferences }: { readonly preferences: WatchOutput<'preferences'> | undefined }) {
  const { density = 'normal', size = 100, motion = 'system' } = preferences ?? {};
  useLayoutEffect(() => {
    Object.assign(document.documentElement.dataset, { density, size, motion });
  }, [density, size, motion]);
  return null;
}

function Appearance({ theme: wanted }: { readonly theme: MantineColorScheme }) {
  const { language, say } = useText();
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => setColorScheme(wanted), [wanted, setColorScheme]);
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = say('app.name');
  }, [language, say]);
  return null;
}

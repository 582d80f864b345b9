import { createContext, use, useMemo, type ReactNode } from 'react';
import { datesOf, type Dates } from './dates';
import { speaker, type Language, type Say } from './say';

export type Text = { readonly language: Language; readonly say: Say; readonly dates: Dates };

function textOf(language: Language): Text {
  const say = speaker(language);
  return { language, say, dates: datesOf(language, say) };
}

const TextContext = createContext<Text>(textOf('en'));

export function TextProvider({ language, children }: { readonly language: Language; readonly children: ReactNode }) {
  const text = useMemo(() => textOf(language), [language]);
  return <TextContext value={text}>{children}</TextContext>;
}

export function useText(): Text {
  return use(TextContext);
}

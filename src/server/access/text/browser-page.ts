/** What the browser shows when a sign-in has left it. */
export const browserTexts = {
  ru: { title: 'Отклик', done: 'Готово. Эту вкладку можно закрыть: работа продолжается в Отклике.', failed: 'Войти не удалось. Вернитесь в Отклик: там написано, почему.', gone: 'Эта ссылка для входа больше не действует. Начните вход в Отклике заново.' },
  en: { title: 'Otklik', done: 'Done. You can close this tab and go on in Otklik.', failed: 'Sign-in did not work. Go back to Otklik, it says why.', gone: 'This sign-in link no longer works. Start again in Otklik.' },
} as const;

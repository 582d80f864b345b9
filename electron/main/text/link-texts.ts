type LinkTexts = {
  readonly title: string;
  readonly site: (host: string) => string;
  readonly mail: (address: string) => string;
  readonly warning: string;
  readonly open: string;
  readonly cancel: string;
};

/** What the system's dialog says before an address is opened. */
export const linkTexts: Readonly<Record<'ru' | 'en', LinkTexts>> = {
  ru: {
    title: 'Открыть ссылку?',
    site: (host: string) => `Ссылка ведёт на ${host}`,
    mail: (address: string) => `Новое письмо для ${address}`,
    warning: 'Открывайте, только если знаете этот сайт.',
    open: 'Открыть в браузере',
    cancel: 'Не открывать',
  },
  en: {
    title: 'Open this link?',
    site: (host: string) => `The link leads to ${host}`,
    mail: (address: string) => `A new mail to ${address}`,
    warning: 'Open it only if you know the site.',
    open: 'Open in the browser',
    cancel: 'Do not open',
  },
};

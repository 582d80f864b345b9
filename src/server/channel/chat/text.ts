/** Words of the chat that the server makes, by the visitor's language. */
export const text = {
  ru: { guest: (number: number) => `Гость ${number}` },
  en: { guest: (number: number) => `Guest ${number}` },
} as const;

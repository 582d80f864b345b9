/** Things that the demonstration shop sells, each with a drawing. */
export const goods = ['lamp', 'plaid', 'chair', 'teapot', 'shelf', 'vase'] as const;
export type Good = (typeof goods)[number];

export type ShopText = {
  readonly tagline: string;
  readonly menu: readonly string[];
  readonly search: string;
  readonly basket: string;
  readonly heading: string;
  readonly lead: string;
  readonly call: string;
  readonly popular: string;
  readonly add: string;
  readonly goods: Readonly<Record<Good, { readonly name: string; readonly about: string; readonly price: string }>>;
  readonly promises: readonly { readonly title: string; readonly about: string }[];
  readonly footer: string;
  readonly demonstration: string;
  readonly other: { readonly language: 'ru' | 'en'; readonly name: string };
};

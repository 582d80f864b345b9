import type { ShopText } from '../shop-text';

export const en: ShopText = {
  tagline: 'Things for a calm home',
  menu: ['Furniture', 'Light', 'Textiles', 'Tableware', 'Gifts'],
  search: 'Search the catalogue',
  basket: 'Basket',
  heading: 'An autumn that keeps you warm',
  lead: 'Lamps with a soft glow, merino throws and teapots that stay hot to the last cup. Delivered tomorrow in town, in 2–5 days anywhere else.',
  call: 'See what is new',
  popular: 'Chosen most often',
  add: 'Add to basket',
  goods: {
    lamp: { name: 'Mushroom lamp', about: 'Warm light, three levels', price: '£49' },
    plaid: { name: 'Mist throw', about: 'Merino, 140 × 200 cm', price: '£75' },
    chair: { name: 'Boat armchair', about: 'Ash and linen, for reading', price: '£265' },
    teapot: { name: 'Clay teapot', about: 'Made by hand, 900 ml', price: '£35' },
    shelf: { name: 'Step shelf', about: 'Oak, holds 40 kg', price: '£85' },
    vase: { name: 'Wave vase', about: 'Matt ceramic, 26 cm', price: '£29' },
  },
  promises: [
    { title: 'Delivery tomorrow', about: 'Free from £50, carried to your door' },
    { title: '30 days to return', about: 'We collect it; money back in three days' },
    { title: 'Two-year warranty', about: 'And spare parts for all furniture' },
  ],
  footer: 'Every day from 9:00 to 21:00. Write to us in the chat in the corner of the page.',
  demonstration: 'This is a demonstration shop: nothing can be bought here, but the chat is real.',
  other: { language: 'ru', name: 'Русский' },
};

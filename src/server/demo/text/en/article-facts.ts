import type { ArticleFact } from '../../article';

/** What changes with time: each stands word for word in the text of its article. */
export const articleFacts: readonly ArticleFact[] = [
  { article: 'delivery-options', name: 'Courier in town', text: '£8', lasts: 120 },
  { article: 'delivery-options', name: 'Courier to another town', text: '£9', lasts: 120 },
  { article: 'delivery-options', name: 'Large furniture', text: '£18', lasts: -9 },
  { article: 'delivery-stairs', name: 'Carrying without a lift', text: '£4 a floor', lasts: 60 },
  { article: 'return-rules', name: 'Return period', text: 'within 30 days of delivery', lasts: null },
  { article: 'return-courier', name: 'Points for a missed collection', text: '300 points', lasts: -3 },
  { article: 'assembly-service', name: 'Price of assembly', text: '7% of the item price, at least £8', lasts: 200 },
];

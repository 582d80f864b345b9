import type { Article } from '../../../article';

export const returnArticles: readonly Article[] = [
  {
    key: 'return-rules',
    kind: 'service',
    title: 'Returns within 30 days',
    text: `Anything can be returned within 30 days of delivery, no reason needed. Open packaging is fine, signs of use are not.

Unless faulty, we don't take back:
1. bedding and throws that have been washed;
2. opened filters and wood oil;
3. fabric and worktops cut to measure;
4. gift cards.

There are two ways: a courier collects it from home free of charge, or the customer takes it to any pick-up point.

No box any more? Anything sturdy will do, as long as it arrives in one piece. No receipt is needed, the order is in the account. If 30 days have passed and the item is faulty, the two-year warranty applies.`,
  },
  {
    key: 'return-courier',
    kind: 'process',
    title: 'Setting up a return by courier',
    text: `1. Ask what's going back: the whole order or one item.
2. Create the return in the order and choose a day. Windows are 9–12 and 12–4, Saturdays included.
3. Nothing to print: the driver brings the label.
4. He looks at the item from outside and leaves a receipt.
5. The warehouse checks it in a day or two; the money is back within three working days of the check.

Collection is free, also for large furniture, where a crew of two comes. The customer doesn't have to take furniture apart, but let the crew know if it's assembled.

If the driver didn't come, book the next possible day and add 300 points for the lost time.`,
  },
  {
    key: 'return-pickup',
    kind: 'process',
    title: 'Returning at a pick-up point',
    text: `For anything a person can carry: up to 15 kg and 120 cm on the long side.

1. Create the return in the order; the customer gets a code by text.
2. With the code they go to any pick-up point, not only the one they collected from. Points are open 9 to 9.
3. Somebody looks at the item there and then and takes it in a couple of minutes.
4. We send the money the same day; the bank shows it within three working days.

The code lasts 7 days and can be issued again. It works the same when two sizes were bought to compare: create the return for one item.

No ID needed, and any sturdy packaging will do.`,
  },
  {
    key: 'return-exchange',
    kind: 'service',
    title: 'Exchanging size or colour',
    text: `One visit does it: the driver brings the right one and takes the other. It's free, and the limit is the same 30 days as for returns.

1. Check that the size or colour is in stock and set it aside at once.
2. Book a day and a window.
3. If the new one is cheaper, refund the difference within three working days. If it costs more, send a payment link; it's good for a day.
4. Ask the customer to fold or pack the item so that it isn't crushed. The box is welcome but not required.

Washed bedding and throws can't be exchanged. A rug that furniture stood on can, once the pile has recovered.

Not in stock? Offer the next delivery date, or an ordinary return.`,
  },
  {
    key: 'refund-times',
    kind: 'process',
    title: 'When a refund arrives',
    text: `Money goes back where it came from: card, bank account, instalment bank, gift card; points go back to the points balance.

It takes three working days after the warehouse's check; with an order cancelled before dispatch we send it at once. The bank lets the customer know.

If it's been longer:
1. See in the order whether and when it left.
2. It left: send the reference; with it the bank finds the payment in a minute.
3. It didn't: send it now and apologise.
4. The bank bounced it: send it again.

Card closed? If the account is with the same bank, it lands there. If not, we take details through the form in the account only, never by e-mail.

Delivery is kept only when a sound item is returned. If it was faulty, everything goes back.`,
  },
  {
    key: 'return-instalments',
    kind: 'process',
    title: 'Returning something bought by instalments or gift card',
    text: `Instalments. We pay the bank, not the customer. The agreement closes within five working days and the next instalment can be skipped. What was already paid comes back from the bank. If only part of an order is returned, the remaining instalments get smaller.

Gift card. The amount goes back to the same card and number. If it was thrown away, issue a new one to the customer's e-mail.

Points. Points that were spent return with their old expiry date; points earned by the order are taken off.

For you:
1. See how it was paid, there may be two ways.
2. Tell the customer how much goes where.
3. Set a reminder for the fifth working day and check that the bank has closed the agreement.`,
  },
];

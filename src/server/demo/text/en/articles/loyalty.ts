import type { Article } from '../../../article';

export const loyaltyArticles: readonly Article[] = [
  {
    key: 'loyalty-promo-codes',
    kind: 'service',
    title: 'Promo codes: why one doesn\'t work',
    text: `One order, one code. It's entered in the basket or on the payment page; you can apply it afterwards within a day.

Common reasons:
1. There's a sale item in the basket, and codes don't stack. Split the order in two and the rest gets the discount.
2. A space at the end of the code. It also keeps the order from going through: the wheel just spins.
3. It has expired. Go by the date in the e-mail; a day in doubt counts for the customer.
4. It's single-use and spent.
5. The discount vanished at the delivery step: our bug. Apply it by hand and send a link with the right total.

After a recalculation the difference is on the card within three days. A new code comes for a published review.`,
  },
  {
    key: 'loyalty-points-earn',
    kind: 'service',
    title: 'How points are earned and expire',
    text: `Every £1 earns 5 points, and 100 points are worth £1. They arrive 14 days after delivery, because until then things tend to come back.

No points for delivery, assembly, gift cards, or the part of an order that was paid with points.

They last 12 months; promotional ones end on the day named in the e-mail. A warning goes out 14 days before, and often lands in the promotions tab.

What you can do:
1. Add them early, if it's less than a week to go.
2. Give expired ones back for a month, once a year.
3. Add up to 300 points as an apology.

To get e-mails about points at another address: Notifications, second line, in the account.`,
  },
  {
    key: 'loyalty-points-spend',
    kind: 'process',
    title: 'Spending points',
    text: `Points pay for up to 30% of a basket. The box "use points" shows at payment once the items come to £20.

No box?
1. The items come to less than £20. Delivery and assembly don't count. Suggest something small, or take the points off by hand.
2. The customer isn't signed in.
3. They have two accounts, by phone and by e-mail, and the points are in the other. Merge them and the balances add up.
4. Instalments are chosen: points have to come off before the bank's form.

When an order is cancelled or returned, spent points go back with their old expiry date. They can't be given to somebody else. In a store, the phone number at the till is enough.`,
  },
  {
    key: 'loyalty-gift-cards',
    kind: 'service',
    title: 'Gift cards',
    text: `Cards come at £10, £30, £50 and £100, or any sum up to £500. They last a year, on the site and in every store.

They can be used in parts: what's left stays on the card. If it isn't enough, a bank card pays the rest.

What goes wrong:
1. "Code not found": it wasn't activated at the till. Compare the number, activate it, and the sum is there at once.
2. Expired: we extend once, by three months, with the same number.
3. Lost: block it by its receipt and issue a new one by e-mail.
4. The purchase was returned: the sum goes back to the same card.

Cards can't be changed into cash. The receipt belongs to the person who bought it, not to the one who got it.`,
  },
  {
    key: 'loyalty-tiers',
    kind: 'service',
    title: 'Tiers: Guest, Friend of the house, One of us',
    text: `The tier depends on how many orders were received over all the years.
1. Guest: fewer than three. 5 points per £1.
2. Friend of the house: three to eight. 5 points, and sales a day early.
3. One of us: nine or more. 7 points, sales a day early, and free courier delivery in the customer's own city.

It goes up the day after an order is received and never goes down. A returned order is no longer counted, but the tier stays.

If somebody is sure they've ordered more, look for a second account. Orders add up once the accounts are merged.

You see the tier on the customer's card. Don't compare aloud: we're equally polite to everybody.`,
  },
];

import type { Article } from '../../../article';

export const orderArticles: readonly Article[] = [
  {
    key: 'order-cancel',
    kind: 'process',
    title: 'Cancelling an order',
    text: `Until packing begins, customers cancel by themselves: account, Orders, Cancel. The button is greyed out once somebody in the warehouse has picked the item up.

1. "Being packed": stop the packing by hand, and it's cancelled.
2. "Handed to carrier": we can recall it, but it takes three to five days. Refusing it at the door is simpler and free.
3. A duplicate: if the two orders differ, ask which one stays. If they're the same, remove the second.

Money is back on the same card within three working days, points at once and with their old expiry date. Delivery is refunded in full.

You may ask for the reason once. Don't talk people out of it: who can leave easily comes back easily.`,
  },
  {
    key: 'order-change',
    kind: 'process',
    title: 'Changing what\'s in an order',
    text: `An order can be changed until it's handed to the carrier.

Adding something: put it into the same order, and the customer gets a payment link, good for a day. We don't ship before it's paid. Then it all comes in one box.

Taking something off: its price is back on the card within three working days. If less than half is left, check that a promo discount still holds.

Another colour or size:
1. Check the stock and set it aside at once.
2. Swap the item; the delivery date usually stays.
3. Refund the difference or ask for it.

Already on its way? Then swap at the door: the driver brings the other one, if it's in stock in the same city, and takes this one back.`,
  },
  {
    key: 'order-stock',
    kind: 'process',
    title: 'Stock, alerts and holding an item',
    text: `"Out of stock" on the site means the warehouse. A store may still have it: look at stock by city.

1. In a store: we hold it until the evening in the customer's name, to be collected at the till.
2. Nowhere: give the date of the next delivery and set an alert. From a new delivery we hold one piece for a day.
3. No more coming: suggest something similar, but only what you can see in stock.

"2 left", but only one goes into the basket: the other is in somebody's basket and comes free within an hour. You can hold both.

Don't promise "soon". Either a date from the schedule, or an honest "there's no date yet, I'll write when there is".`,
  },
  {
    key: 'order-preorder',
    kind: 'process',
    title: 'Pre-orders: dates and delays',
    text: `A pre-order is for something still on its way to us. It's charged at once or at dispatch, as the customer chose.

We ship in the order of payment. The batch shows the queue: tell people their place, it helps.

When it slips:
1. Ask purchasing for the reason: production, transport or customs.
2. Give a real date, without "approximately", and say what happens if that one slips as well.
3. Offer the choice: the money back today, or keep the order and drop the delivery charge.
4. After a second delay we write first, without waiting for the question.

A pre-order can be cancelled any day before dispatch, and the money is back within three working days. The price doesn't rise for those who have paid.`,
  },
  {
    key: 'order-gift',
    kind: 'service',
    title: 'Sending an order as a present',
    text: `An order can go to somebody else, wherever we deliver.

1. The receipt goes by e-mail to the person who pays. There's none in the box.
2. We write a card by hand, up to 200 characters, free of charge.
3. Gift wrapping is £3 an item; large furniture isn't wrapped.
4. Tracking and texts go to the buyer. If it needn't be a surprise, add the recipient's phone.

The driver rings the recipient an hour before. Mention it: whoever wants to keep the secret can give their own number.

The recipient may exchange a present within 30 days without a receipt, by the order number. Money goes back to whoever paid, or onto a gift card for the recipient if the payer agrees.`,
  },
  {
    key: 'stores',
    kind: 'service',
    title: 'Stores: hours, parking, collecting',
    text: `Stores are open from 10 to 9, on Sundays from 10 to 8. Tills close ten minutes earlier. Holiday hours are on the store's page.

Parking is behind the building, the first hour is free. Dogs are welcome, there's a bowl by the door. Every store has a ramp, and those with two floors a lift.

Collecting:
1. We hold the item at the till in the customer's name, no need to walk the floor.
2. It's kept until closing the same day, on request until the next evening.
3. The surname or the order number is enough.

Large furniture comes from the warehouse, not from a store. The display piece can be looked at and touched; staff find it by item number. Stores take returns just as pick-up points do.`,
  },
];

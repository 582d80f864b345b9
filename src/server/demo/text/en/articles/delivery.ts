import type { Article } from '../../../article';

export const deliveryArticles: readonly Article[] = [
  {
    key: 'delivery-options',
    kind: 'service',
    title: 'Delivery options and prices',
    text: `There are three ways to get an order.
1. Courier in a city with one of our stores: £8, usually 1–3 days.
2. Courier to another town: £9, from five days, runs on Wednesdays and Saturdays.
3. Pick-up point: free, the order is kept for 7 days.

Large furniture (tables, chests, armchairs, beds, big rugs) goes by freight to the door: £18, four to six days. Carrying upstairs and assembly are extra.

If the site offers pick-up only, that isn't always a no: the list of towns lags behind. Ask for the items and the address and place the order by hand.

Promise only the date that the address check shows. When a carrier misses it, refund the delivery charge; the customer doesn't have to ask.`,
  },
  {
    key: 'delivery-time-slots',
    kind: 'process',
    title: 'Delivery windows and the driver\'s call',
    text: `Drivers work from 9 am to 9 pm, never at night. The customer picks a window: 9–12, 12–4, 10–6 or "after 6:30 pm".

What happens:
1. The day before, a text gives the date, the window and the driver's name.
2. The driver rings an hour before.
3. If nobody answers, he sends a text and waits outside for 15 minutes.
4. If they still miss each other, the order goes back to the warehouse and can be booked once more at no charge.

You set the "after 6:30 pm" mark, and the driver sees it on the route. Never promise an exact time, only a window. Coming after 9 pm without the customer's consent is a serious breach: refund the £8 and pass it to the head of delivery.`,
  },
  {
    key: 'delivery-reschedule',
    kind: 'process',
    title: 'Moving a delivery to another day',
    text: `A delivery can be moved until the driver has left, that is until 8 am on the day.

1. Open the order and see where it is: in our warehouse or with the carrier.
2. In our warehouse: set the new date at once. Storage is free for two weeks.
3. With the carrier: file a request. The new date is confirmed within two hours and is at least a day later.
4. Tell the customer the date and the window in one message.

The first move is free. For the second and any later one the carrier charges delivery again; if the change is ours, we pay.

If somebody is away for more than two weeks, offer a pick-up point, or cancel with a full refund.`,
  },
  {
    key: 'delivery-address',
    kind: 'process',
    title: 'Changing the address of an order',
    text: `Still in the warehouse: change it at once. The date stays and nothing is added as long as the town is the same.

Already on the road: the carrier redirects it. That adds one day, free of charge within the town. It can't be redirected to another town; have it returned and send it again.

Check before you change anything:
1. Is the person writing from the e-mail or account of the order? If not, ask for its date and total.
2. House, flat, buzzer.
3. Who will take it in, and on which number to call.

Repeat the whole address in your answer: the customer spots a typo sooner than the driver. Put the buzzer and any landmarks into the note, which shows on the route.`,
  },
  {
    key: 'delivery-tracking',
    kind: 'process',
    title: 'What the tracking steps mean',
    text: `A tracking number is WH and nine digits. The customer gets it on the day of dispatch, usually in the evening.

"Being packed": the item is off the shelf; the customer can't cancel alone any more, but we can.
"Handed to carrier": the carrier has it but hasn't scanned it yet. Up to three days like this is normal.
"Sorting centre": it's in the customer's town, a day or two to go.
"With the driver": it comes today.

No change for more than three days:
1. Look at the waybill in the carrier's own system, it's fresher.
2. Call the dispatcher and get a new date.
3. Write it to the customer and apologise for the wait.
4. After seven days without movement, treat the parcel as lost.`,
  },
  {
    key: 'delivery-pickup',
    kind: 'service',
    title: 'Pick-up points: storage, code, ID',
    text: `Points are open 9 to 9 every day. An order is kept for 7 days from the "ready for you" text. Storage can be extended once by another week; the code stays the same.

Only the code is needed. ID is asked for when the order is paid at the counter.

The code doesn't arrive:
1. Check the phone number in the order; a digit too many is common.
2. Resend it by text and e-mail.
3. If it isn't there in a minute, let the point know: they'll accept the last four digits of the order number.

The point is shut or has moved: the new address is in the directory, and orders move with it. After 7 days an uncollected order goes back and the money is refunded within three working days.`,
  },
  {
    key: 'delivery-stairs',
    kind: 'service',
    title: 'Carrying upstairs',
    text: `With a lift that the item fits into, carrying is free. Without one it's £4 a floor and the ground level isn't counted: the fifth floor, four flights up, is £16. That's for the whole order, not for each box.

It's paid by card on the day, or with the order. It can be added until the day of delivery.

The customer says they paid for carrying, and the crew left it at the door:
1. Look for the "carrying" line in the order.
2. If it's there, the customer is right. Call the crew; they have to come back before 8 pm the same day.
3. If they can't, book another crew and refund the charge.

Taking the packaging away is part of assembly. Without assembly they'll take it if there's room.`,
  },
  {
    key: 'delivery-inspection',
    kind: 'process',
    title: 'Checking the item on delivery',
    text: `Customers may check the item before they sign, for as long as they need. A driver must not hurry them or ask for a signature first.

What to look at:
1. Are the corners of the box intact?
2. Does the item match the delivery note?
3. Any chips, cracks, stains, rattling?

If something's wrong, they may refuse that item or the whole order. The money is back within three working days, and delivery isn't kept.

Found it later, at home? Nothing is lost: we accept transit damage after the signature as well, for 30 days. A photo helps, but a description will do. There's no need to keep the packaging.`,
  },
];

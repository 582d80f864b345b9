import type { Article } from '../../../article';

export const deliveryTroubleArticles: readonly Article[] = [
  {
    key: 'trouble-damaged',
    kind: 'process',
    title: 'The item arrived damaged',
    text: `Apologise first, then solve it. Don't look for the customer's fault: fragile things have to arrive whole.

1. Ask what's damaged, if the message doesn't say. Ask for a photo only when you can't pick the part without it.
2. Offer the choice: a replacement at no cost, or the full amount back to the card.
3. A replacement leaves the same day. The driver takes the damaged item when he brings the new one.
4. With a refund, the money is back within three working days and collection is free.
5. Ask the warehouse for a "fragile" mark and a double box if it needs one.

If it's only a leg, a lid or a door, offer to send just the part: it's quicker. The packaging isn't needed for a return.`,
  },
  {
    key: 'trouble-wrong-item',
    kind: 'process',
    title: 'We sent the wrong item',
    text: `It's our packing mistake, so the customer pays nothing and goes nowhere.

1. Look at the packing record; most often two neighbouring shelves were mixed up.
2. Set a date for the swap. The driver brings the right item, takes the other and has the paperwork.
3. If it's somebody else's whole order, tell the other customer before they write.
4. Ask to leave the wrong item sealed, then the swap needs no inspection.

Right item, wrong colour, and it's grown on them? They may keep it for 15% off; the difference is on the card within three working days.

If the right one isn't in stock, offer the delivery date or a refund. Agree anything above 14 days with the shift lead.`,
  },
  {
    key: 'trouble-missing-item',
    kind: 'process',
    title: 'Something is missing from the parcel',
    text: `An order may come in two parcels: big things are stored out of town, small ones near the customer. So look first, then promise.

1. Open the order and see whether there's a second shipment. If so, send its tracking number and date.
2. Only one? Compare the weight on the warehouse scale with the expected one. If it's lower, the item wasn't packed.
3. Send what's missing the same day, free of charge.
4. If there are none left, refund its price; it's back within three working days.

Missing screws or fittings go by post and take two days; the rest can be put together meanwhile. There's no need to ask whether the customer looked properly.`,
  },
  {
    key: 'trouble-late',
    kind: 'process',
    title: 'A delivery is late',
    text: `Late means that the promised date or window has passed without news.

1. Check the waybill and call the carrier's dispatcher, who knows where the van is.
2. Tell the customer the reason in one sentence, and a new date. Don't answer without one; better ask for an hour to find out.
3. Refund the delivery charge for the lost day.
4. If the new date is missed as well, send the same item from our own stock by a separate van.

A parcel that hasn't moved for 7 days counts as lost: we send the order again or refund it, as the customer prefers. Tracing it is our work, not theirs.

Is it for a birthday or a holiday? Ask for the date and say honestly whether we can make it.`,
  },
  {
    key: 'trouble-driver',
    kind: 'process',
    title: 'Complaint about a driver or fitter',
    text: `Take it seriously and don't defend anybody: the customer was there and we were not.

1. Thank them for writing and apologise for the particular thing: rudeness, lateness, refusing to wait.
2. Note the date, the order number and what happened. Ask whether they'd like a call.
3. Refund the delivery, £8 in a city of ours.
4. Pass it to the head of delivery the same day.
5. Name a day on which you'll write what came of it, and do so even if it doesn't flatter us.

It takes up to five working days. If there was a threat or damage to property, call the shift lead at once. We don't give out the driver's name or number.`,
  },
];

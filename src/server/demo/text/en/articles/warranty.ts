import type { Article } from '../../../article';

export const warrantyArticles: readonly Article[] = [
  {
    key: 'warranty-terms',
    kind: 'service',
    title: 'Two years\' warranty',
    text: `Everything we sell is under warranty for two years from delivery. No receipt has to be kept, the order stays in the account.

It covers faults in making: failure in normal use, cracks, seams coming apart, holes drilled wrong. It doesn't cover knocks, water, harsh cleaners, ordinary wear, or consumables: filters, oil, batteries.

What to do:
1. Listen, and try something simple: a reset, tightening the screws, another socket.
2. No luck? Choose a part, a technician or a replacement. Small appliances are replaced without an inspection.
3. Set a date. The visit and delivery are free, and the driver takes the old item.

A replacement has two years of its own. If there are none left, we refund the price.`,
  },
  {
    key: 'warranty-grinder',
    kind: 'product',
    title: 'Bean coffee grinder won\'t turn on',
    text: `A reset helps four times out of five.
1. Unplug it for ten minutes.
2. Meanwhile press and hold the button a few times.
3. Plug it in again.

Look at the lid too: without a click the motor won't start. Oily beans clog the burrs; they're cleaned once a month with the brush that came along.

Blinking white means it's too hot, so give it half an hour. Blinking red is a fault: we replace it under warranty without an inspection. The new one comes, the old one goes, no paperwork.

It shouldn't run for more than 60 seconds at a time, and holds 80 g. The burrs are ceramic and not sold separately; cup and brush are. Up to 78 dB is normal, grinding metal is not.`,
  },
  {
    key: 'warranty-chair',
    kind: 'product',
    title: 'Stork chair: squeaks and cracked legs',
    text: `Squeaks. Mostly the two screws under the seat have come loose. Turn the chair over and tighten them with the key from the box, firmly but without force. If the key is lost, a 4 mm hex key fits. If it still squeaks, we replace the chair.

Cracked leg. A known fault in one batch. Under warranty we send a new leg with fittings:
1. undo the bolt at the bottom and take the old one off;
2. push the new one in until it clicks;
3. tighten the bolt.

It takes five minutes. For anybody who'd rather not, we send somebody free of charge. Nobody should sit on it until then: say that first.

It carries 120 kg. The batch number is on the sticker under the seat; put it in the case, the buyers collect them.`,
  },
  {
    key: 'warranty-technician',
    kind: 'service',
    title: 'A technician\'s visit under warranty',
    text: `Send a technician when the item is big, or a part alone won't do: noise, a crooked frame, a mechanism that won't close.

1. Ask what happens, when, and what it sounds like: he'll bring the right part.
2. Choose a day, and 10–2 or 2–6.
3. A text with his name goes out the day before.
4. After the repair the customer signs a work sheet and keeps a copy.

Visit and parts are free for two years; later the visit is £15 and parts are by price list. Technicians go where we have a store; elsewhere we send the part or replace the item.

If the first repair doesn't hold, replace it. Don't offer to mend the same thing twice.`,
  },
  {
    key: 'spare-parts',
    kind: 'service',
    title: 'Spare parts and consumables',
    text: `Look parts up by the item number. The site doesn't show all of them; some are only in the workshop.

What's asked for most:
1. Lid of the Clay teapot: £9, in stock.
2. Filter for the Dew humidifier: F-20 with the blue ring, lasts three months. F-10 and F-12 are for the old model.
3. The remote of the Reed floor lamp isn't sold, but the workshop has some: free, with batteries.
4. Screws and fittings: free, by post, two days.
5. Cover for the Boat armchair: £59, four colours.

Place the order yourself; the customer gets a payment link, good for a day. Parts up to 2 kg are delivered free. If it broke under warranty, we charge nothing.`,
  },
  {
    key: 'assembly-service',
    kind: 'service',
    title: 'Assembly',
    text: `Assembly is 7% of the item price, at least £8. The fitter comes the day after delivery, between 10 and 2; another day can be chosen with the order.

Included: unpacking, putting together, levelling, fixing to the wall, taking the packaging away. Not included: carrying upstairs, electrical work, taking old furniture apart.

It can be added later, until the day of delivery: put it in the order, and it's paid by card to the fitter or by link.

To have ready:
1. a metre of space all round;
2. a socket for tools;
3. what the wall is made of, if something goes on it: concrete, brick or plasterboard.

Assembly has two years' warranty. If something sags, the fitter comes back free. Tips aren't expected.`,
  },
  {
    key: 'assembly-instructions',
    kind: 'product',
    title: 'Instructions and common mistakes',
    text: `Instructions are in the box and at the bottom of the product page, with a video: six minutes for the Step shelf. If they can't be found, send the file.

Step shelf, step 7: part C goes with the arrow up, and the drawing hardly shows it. If the holes don't line up, turn the part over.

Missing screws: by post, two days. The top two only hold the back panel, so one can go on without them.

Still chest of drawers: align the doors once it stands in its place with things in it. The top screw of a hinge moves it up and down, the lower one sideways. If that isn't enough, it's a drilling fault: ask for the number on the back sticker and send a new door.`,
  },
];

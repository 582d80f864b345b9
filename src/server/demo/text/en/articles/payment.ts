import type { Article } from '../../../article';

export const paymentArticles: readonly Article[] = [
  {
    key: 'payment-ways',
    kind: 'service',
    title: 'Ways to pay',
    text: `On the site: bank card, banking app, instalments, gift card, points. On delivery: card or cash, to the driver or at a pick-up point. Companies pay by invoice.

They can be combined. Gift card and points come off first, the bank card pays the rest. Enter the gift card's code at payment; what's left stays on it.

The rules:
1. A payment link is good for a day.
2. An unpaid order waits for 24 hours and then goes back on sale. On request we hold it another day.
3. Orders above £1,000 have to be paid in advance.

We never ask for a card number or the code on its back, not even when the customer offers them.`,
  },
  {
    key: 'payment-on-delivery',
    kind: 'service',
    title: 'Paying on delivery',
    text: `Available for orders up to £1,000 where our own drivers go, and at pick-up points. It costs nothing extra.

Drivers take cards, phones and cash; anybody who needs a lot of change should say so in the note. A pick-up point asks for ID when payment is at the counter.

Sometimes a customer with this option gets a "pay within 2 hours" e-mail. It goes out by mistake when a card was chosen first. The order won't be cancelled:
1. Look at the "payment" line in the order.
2. If it says "on delivery", reassure them, there's nothing to do.
3. If it says card and they meant otherwise, change it for them.

An order can be refused after a look at it, and then nothing is paid.`,
  },
  {
    key: 'payment-declined',
    kind: 'process',
    title: 'A payment is declined',
    text: `Ask first at which step it fails and what it says.

1. "Bank refused" and the bank saw no request: look at the payment gateway's status page. If there was a fault, say so and hold the order.
2. The QR code won't open on a phone: send a direct link, it opens the banking app. Good for a day.
3. The bank's own code doesn't come by text: only the bank can help.
4. Not enough funds: daily card limits are often below the price of furniture. Suggest raising it in the app or splitting the payment.
5. A card from abroad: we don't take all of them. Offer the banking app or payment on delivery.

After three refusals in a row the gateway blocks a card for an hour. Say so, and save people another try.`,
  },
  {
    key: 'payment-twice',
    kind: 'process',
    title: 'Charged twice',
    text: `Mostly the second payment is a hold, not a charge: the bank set the sum aside and drops it after three to five days.

1. Open the order's payments. If there's one, the second is a hold. Say until when, and send a release from our side, which speeds it up.
2. If there are two, refund the extra at once. It's back within three working days and the receipt goes by e-mail.
3. Paid, but the account says "unpaid": the first payment came late. Refund the second.
4. The bank didn't drop a hold in time: ask for a statement with the card number hidden and transfer the sum the same day.

If somebody sends a screenshot with the whole card number, ask them to delete it and send another.`,
  },
  {
    key: 'payment-instalments',
    kind: 'service',
    title: 'Instalments',
    text: `For orders from £150, over 4, 6 or 10 months, without interest or a deposit. The bank decides, usually within five minutes.

1. The customer chooses instalments at payment and fills in the form.
2. The bank texts a link to the agreement.
3. Once it's signed, the order pays itself and we start packing.

Approved, but the order says "unpaid"? We're waiting for the signature: ask them to find the bank's text. The link lasts 24 hours; the bank sends another on request.

Paying off early is free: "settle in full" in the bank's app. Gift cards and points can't pay instalments, but they can lower the sum beforehand.

We don't know why a bank says no and don't guess. Offer another way to pay.`,
  },
  {
    key: 'payment-receipts',
    kind: 'process',
    title: 'Receipts and papers',
    text: `A receipt goes out by e-mail right after payment, the final one after delivery. All of them are in the account: Orders, the paper icon. Earlier years are there too.

It didn't arrive:
1. Check the e-mail address in the order.
2. Send it again from the order.
3. Suggest a look at the promotions tab and spam.

A till receipt has no name on it; the delivery note does. We correct a misspelt note and send it again the same day.

For expenses, the receipt and the delivery note are enough; both carry the order number. Companies get a proper invoice, which has an article of its own. By law we keep receipts for five years, even after an account is closed.`,
  },
  {
    key: 'payment-price-drop',
    kind: 'service',
    title: 'The price dropped after the purchase',
    text: `If the price of the same item drops on our site within 7 days of payment, we refund the difference. Writing to us is enough.

1. Make sure it's the same size and colour.
2. Compare the price in the order with today's catalogue. Personal promo codes don't count.
3. Make a partial refund; it's on the card within three working days.

It holds before and after delivery. It doesn't hold when the order already had a bigger discount by code, nor for display pieces.

Higher in the basket than in the catalogue? The catalogue is right: a basket keeps a price for up to 24 hours. Refresh it for the customer and send a link.`,
  },
];

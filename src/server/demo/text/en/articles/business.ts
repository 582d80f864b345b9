import type { Article } from '../../../article';

export const businessArticles: readonly Article[] = [
  {
    key: 'business-orders',
    kind: 'service',
    title: 'Company orders: invoice, discount, dates',
    text: `Companies and sole traders get an invoice. It's valid for five working days, and the goods are held that long.

1. Take the tax number, the delivery address, and a contact with a phone.
2. Check the stock. If it's short, give the date of the next delivery and offer two shipments.
3. Send the invoice. From twenty pieces of one item it's 12% off; from a hundred the department decides.
4. Delivery is two days after payment, on weekdays from 9 to 6.
5. Ask whether the van needs a gate pass and whether there's a goods lift.

Promo codes and points don't apply to invoices. Regular buyers (three invoices a year or more) may get 14 days' credit by contract; the head of the business team decides.`,
  },
  {
    key: 'business-documents',
    kind: 'process',
    title: 'Invoices, statements and e-invoicing',
    text: `Every shipment to a company has an invoice. The scan goes by e-mail on the day of dispatch, the original travels with the driver.

E-invoicing: ask for the tax number, and the invitation comes within the hour. After that there's no more paper, and invoices appear on the day of dispatch.

1. Something is missing: find it by the order number and resend it the same day.
2. Wrong details: a corrected invoice takes one working day.
3. A statement: ask for the period, ready in two working days.
4. A purchase order number: put it in the note, and it shows on every page.

We keep papers for five years. Private customers don't get an invoice; the receipt and delivery note are enough.`,
  },
  {
    key: 'business-returns',
    kind: 'process',
    title: 'Returns from companies',
    text: `Companies have stricter rules than private customers.

Not faulty: 14 days, in its packaging, unused. We take back any number from one. If fewer than twenty pieces remain, the quantity discount is worked out again.
Faulty: two years' warranty, as for everybody.

1. Ask for the invoice number, the quantity and the reason in writing.
2. Prepare the return note; it can be signed electronically.
3. Book the collection, weekdays from 9 to 6, free of charge.
4. The warehouse takes two working days to accept it.
5. The money goes to the company's account within ten working days, or is set against the next invoice.

A credit note comes with it. We never refund a company in cash or to an employee's own card.`,
  },
  {
    key: 'business-certificates',
    kind: 'process',
    title: 'Certificates and fire ratings',
    text: `Nurseries, schools, hotels and offices need certificates, and a fire rating for upholstery and rugs.

1. Find the item in the register of documents by its number.
2. Send stamped scans by e-mail the same day. Both are valid to the end of next year.
3. An original or certified copy takes three working days, by courier.
4. Not in the register: ask purchasing, who answer within two working days, and tell the customer so.

The Island bed and the Stork chair are certified for children. The Moss rug has a fire rating for public rooms. Lamps and small appliances come with a declaration; there's no separate fire rating for them.`,
  },
];

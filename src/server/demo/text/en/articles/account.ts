import type { Article } from '../../../article';

export const accountArticles: readonly Article[] = [
  {
    key: 'account-sign-in',
    kind: 'process',
    title: 'The sign-in code doesn\'t arrive',
    text: `Sign-in is by a code, by text or e-mail, that lasts five minutes. Another can be asked for after a minute, five times an hour at most.

1. Ask for the last four digits of the phone and compare: a digit too many is common.
2. Correct a number only after a check: date and total of the last two orders.
3. Suggest a look at spam and promotions.
4. Some networks block texts from short numbers; then the code can come by e-mail.
5. The code comes but is "wrong": they're entering an old one, only the latest counts.

Never ask for the code or read one out. If somebody has sent theirs in a message, ask them to request a new one.`,
  },
  {
    key: 'account-email',
    kind: 'process',
    title: 'Changing the e-mail or phone of an account',
    text: `Customers change it themselves: Profile, Contact. The confirmation goes to the old address; if that's dead, they need us.

1. Ask for the last two orders: rough date, item or total.
2. They match: change it. The new address gets a link that lasts a day.
3. They don't: change nothing. Suggest writing from the old phone.
4. Mention that receipts and order e-mails go to the new address from now on.

If there's already an account at the new address, merge the two instead. A request to change e-mail and phone together, and urgently, is a reason to call the shift lead: that's how accounts are stolen.`,
  },
  {
    key: 'account-merge',
    kind: 'process',
    title: 'One person, two accounts',
    text: `The signs: "my orders are gone", "I had more points", "the basket empties when I sign in". Usually one account is by phone and the other by e-mail.

1. Find both: by surname, delivery address, phone.
2. Make sure the person owns both: a code to the phone and a message to the e-mail.
3. Merge them, keeping the one with more orders.
4. Check the result: orders and points add up, the tier is worked out again, and of two newsletter choices the stricter one stays.

It takes a minute and can't be undone, so say which e-mail will be used to sign in. We don't merge the accounts of a couple, even if both ask: orders and receipts belong to whoever paid.`,
  },
  {
    key: 'account-newsletter',
    kind: 'process',
    title: 'Newsletter: unsubscribe or write less often',
    text: `There are three kinds of e-mail: about orders, about points, and advertising. The last two can be switched off; order e-mails always come.

1. Open Notifications on the customer's card.
2. Untick advertising, or set it to once a month.
3. Mention that one last e-mail may arrive before midnight, as it's already queued.
4. Say in your answer what is still on.

Unsubscribed, and it keeps coming? Mostly two addresses are signed up. Take off both.

Don't try to persuade anybody or ask why. Points, tier and codes aren't affected, but expiring points are then announced in the account only: mention that.`,
  },
  {
    key: 'account-data',
    kind: 'process',
    title: 'Deleting an account and personal data',
    text: `A customer may ask to have their data deleted, no reason needed.

1. Make sure it's the owner of the account who writes: from its e-mail, or after a code.
2. Look for unfinished orders and returns. If there are any, suggest finishing them first.
3. Mention that points, and gift cards tied to the account, will be lost.
4. Close the account the same day. Everything is gone within ten days, and a confirmation follows by e-mail.

What stays: receipts and delivery notes, which the law makes us keep for five years. Nothing else.

"What do you know about me" is answered within ten days by a download in the account, never by e-mail. Letters from a lawyer go to the shift lead.`,
  },
  {
    key: 'account-fraud',
    kind: 'process',
    title: 'Calls in our name',
    text: `We never call to ask for a code, a card number or a transfer to a "safe account". Every such call is a fraud, even if the caller knows an order number: it may come from a carrier's e-mail.

1. Thank them for being careful and say plainly that it wasn't us.
2. Ask whether they gave a code or card details.
3. A code: sign them out on all devices and ask them to change their e-mail password.
4. A card: they should ring the bank at once, at the number on its back.
5. Note the number that called and pass it to security.

False sites are known by their address. We have one, and the links in our e-mails lead nowhere else. Don't promise to catch anyone; promise what you'll do.`,
  },
];

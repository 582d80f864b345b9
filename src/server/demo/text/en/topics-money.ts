import type { Topic } from '../../topic';

export const moneyTopics: readonly Topic[] = [
  {
    team: 'support',
    name: 'Refund has not arrived',
    subjects: ['Where is my refund?', 'Refund for {order} missing'],
    openings: [
      'I returned {order} on {date} and was told three days. It\'s been nine and there\'s nothing on my card.',
      'The refund is short: I paid {sum} and got less back. What was kept?',
      'I closed the card I paid with. Where will the refund for {order} go?',
    ],
    answers: [
      'It left us on {date}; your bank is holding it for a check. I\'ve attached the reference, with that they can find it in a minute. If they bounce it we\'ll send it again.',
      'Shipping was kept, and wrongly: the item was faulty, so you get everything back. The rest went out today.',
      'If your new account is with the same bank, it lands there by itself. If not, leave your details in the form in your account (not in e-mail) and we\'ll send it there.',
    ],
    more: [['The bank found it, it\'ll be there tomorrow.', 'Great. If it isn\'t by tomorrow evening, reply here and I\'ll pick it up again.', 0]],
  },
  {
    team: 'support',
    name: 'Charged twice',
    subjects: ['Charged twice', 'Double payment'],
    openings: [
      'You took {sum} twice for {order}. I didn\'t approve the second one.',
      'Payment went through but my account said "unpaid", so I paid again. Please return the extra.',
    ],
    answers: [
      'I see both. The second is only a hold, not a charge: the bank drops it by {date}. I\'ve sent a release from our side as well.',
      'The first payment reached us late. {sum} is refunded and the receipt is in your mail. Sorry for the scare.',
    ],
    more: [['And if the bank doesn\'t drop it?', 'Then send a statement with the card number hidden and we\'ll transfer it the same day.', 0]],
  },
  {
    team: 'support',
    name: 'Payment fails',
    subjects: ['Payment declined', 'Payment error {order}'],
    openings: [
      'Third card in a row declined. It says "bank refused", and the bank says it never saw a request.',
      'I\'d like to pay from my banking app but the QR code won\'t open on my phone.',
      'I chose pay on delivery and now there\'s a "pay within 2 hours" e-mail. Which is it?',
    ],
    answers: [
      'The payment gateway had a fault between 11 and 12, it\'s working now. I held your order, please try once more.',
      'I\'ve e-mailed a direct link, it opens the app without the QR. Good until tonight.',
      'On delivery. That e-mail went out by mistake, please ignore it, {order} is on its way.',
    ],
    more: [['Went through first time!', 'I can see it. The receipt is in your mail.', 0]],
  },
  {
    team: 'support',
    name: 'Promo code',
    subjects: ['Code {promo} doesn\'t work', 'Discount not applied'],
    openings: [
      'The code {promo} from your own e-mail is "not valid". It should run until {date}.',
      'The {promo} discount disappeared at the last step. It was there in the basket.',
      'I forgot to enter {promo} when paying. Can it be applied afterwards?',
    ],
    answers: [
      '{promo} doesn\'t stack with sale items and there\'s one in your basket. I split it into two orders so the rest gets the discount.',
      'Our bug: choosing delivery removed the code. I applied it by hand and e-mailed a link with the right total.',
      'Recalculated, the difference will be on your card within three days. Next time you can also enter it on the payment page.',
    ],
    more: [['Will it still work for my next order?', 'This one is single-use, but you\'ll get a new one for a review.']],
  },
  {
    team: 'support',
    name: 'Points',
    subjects: ['Points not added', 'Points disappeared', 'How to use points'],
    openings: [
      'I got no points for {order} and it\'s been two weeks.',
      'I had 1,240 points, now there are 40. I haven\'t bought anything.',
      'How do I spend points? There\'s no box at checkout.',
    ],
    answers: [
      'They arrive 14 days after delivery, which is tomorrow. No need to wait, I\'ve added them now.',
      'The 1,200 from last year\'s offer expired; the warning went to your promotions tab. I\'ve put them back for a month.',
      'The box shows up from £20. You\'re at £18.50: add something small, or tell me and I\'ll take them off by hand.',
    ],
    more: [['Could point e-mails go to another address?', 'Yes, under Notifications, second line. I\'ve changed it for you.']],
  },
  {
    team: 'support',
    name: 'Price changed',
    subjects: ['Cheaper a day later', 'Different price in the basket'],
    openings: [
      'I bought the {item} for {sum} yesterday and today it\'s fifteen percent off. Ouch. Anything you can do?',
      'One price in the catalogue, a higher one in the basket. Which is right?',
    ],
    answers: [
      'Yes: if a price drops within a week we refund the difference. Already done, it\'s on its way to your card.',
      'The catalogue is right. Your basket held an older price; I\'ve refreshed it, have a look.',
    ],
    more: [['That\'s nice, I didn\'t expect it.', 'Glad you asked. We should mention that rule more often.', 0]],
  },
  {
    team: 'support',
    name: 'Receipt and papers',
    subjects: ['Receipt for {order}', 'No receipt'],
    openings: [
      'I never got an e-receipt for {order} and need it for expenses.',
      'My name is misspelt on the receipt. Can it be redone?',
    ],
    answers: [
      'Sent again. For next time: every receipt is in your account under Orders, behind the paper icon.',
      'The till receipt has no name at all, only the delivery note does. I\'ve corrected that one and e-mailed it.',
    ],
    more: [['Found it in the account, handy.', 'Good. You can download earlier years there too.', 0]],
  },
  {
    team: 'support',
    name: 'Instalments',
    subjects: ['Instalments for {order}', 'Paying off early'],
    openings: [
      'I chose instalments for the Island bed, the bank approved, yet the order is unpaid. Who\'s waiting for whom?',
      'I want to pay off {order} early. Is there a fee?',
      'I returned something bought in instalments. Do the payments go on?',
    ],
    answers: [
      'We\'re waiting for your signature: the bank texted you a link. After that the order pays itself.',
      'No fee. In the bank app choose "settle in full"; no interest has been charged.',
      'We paid the bank back on {date} and the agreement closes within five working days. Skip the next instalment.',
    ],
    more: [['Signed, and now it says paid.', 'All good. We ship on {date}.', 0]],
  },
  {
    team: 'support',
    name: 'Newsletter',
    subjects: ['Unsubscribe me', 'Too many e-mails'],
    openings: [
      'Please take me off the newsletter. I\'ve clicked unsubscribe twice and it keeps coming.',
      'Three sale e-mails a day is too much. Can I get only the ones about my orders?',
    ],
    answers: [
      'Unsubscribed by hand. One last may arrive before midnight as it\'s already queued. Order e-mails stay.',
      'I left orders plus one e-mail a month. If even that is too much, untick it under Notifications.',
    ],
    more: [['That\'s just right.', 'Thanks for telling us, we\'re rethinking the frequency anyway.', 1]],
  },
  {
    team: 'support',
    name: 'My data',
    subjects: ['Delete my data', 'How did you get my number?'],
    openings: [
      'Please delete my account and everything in it. I don\'t plan to shop again.',
      'Somebody called in your name and knew order number {order}. Was that you, or a scam?',
    ],
    answers: [
      'Noted. I\'ll close the account today; receipts we must keep by law, nothing else of yours remains. You\'ll have a confirmation by {date}.',
      'That wasn\'t us: we never ask for codes or move money to a "safe account". They probably took the number from a carrier e-mail. I\'ve told our security people; please tell the callers nothing.',
    ],
    more: [['I gave no code, I hung up.', 'Exactly right. To be safe I\'ve signed you out on all devices.', 1]],
  },
];

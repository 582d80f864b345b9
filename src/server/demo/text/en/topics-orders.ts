import type { Topic } from '../../topic';

export const orderTopics: readonly Topic[] = [
  {
    team: 'support',
    name: 'Cancel an order',
    subjects: ['Cancel order {order}', 'Changed my mind'],
    openings: [
      'Please cancel {order}. I found one closer to home, sorry about that.',
      'I placed {order} twice by accident. Please cancel either one.',
      'I want to cancel {order} but the button is greyed out and says "being packed".',
    ],
    answers: [
      'Cancelled. {sum} goes back to the same card within three working days and your bank will let you know.',
      'I removed the second one; {order} stays and arrives {date}. The extra payment is already refunded.',
      'I stopped the packing by hand and cancelled it. The button goes away once someone picks the item up, so writing to us was the right move.',
    ],
    more: [['I paid part of it with points. Do they come back?', 'Yes, they\'re back on your account with the same expiry date.']],
  },
  {
    team: 'support',
    name: 'Change an order',
    subjects: ['Add to order {order}', 'Change colour in my order'],
    openings: [
      'Could you add a {item} to {order} so it all comes together?',
      'I picked the wrong colour in {order}. I need grey, not beige. Has it left yet?',
      'Please take one off {order}, I ordered two by mistake.',
    ],
    answers: [
      'Added, it all comes in one box on {date}. I\'ve e-mailed a link for the remaining {sum}, good for a day.',
      'Changed to grey, it was the last one on the shelf. Same delivery date.',
      'One removed and {sum} is coming back to you. The rest is on schedule.',
    ],
    more: [['Paid, could you check?', 'I can see it. It\'s being packed and tracking follows tonight.', 0]],
  },
  {
    team: 'support',
    name: 'In stock?',
    subjects: ['When is the {item} back?', 'Is it in stock?'],
    openings: [
      'The {item} has been out of stock for a month. Should I wait or look elsewhere?',
      'Do you have the {item} in the {city} store? I\'d like to see it first.',
      'It says "2 left" but I can only put one in the basket. I need both.',
    ],
    answers: [
      'The next delivery is due {date}. I\'ve set an alert for you and will hold one for a day.',
      '{city} has one on display and three in the back. Open 10 to 9, just give them the item number.',
      'The other was in somebody\'s basket and has just come free. Both are held in your name until tonight.',
    ],
    more: [['Anything similar you\'d suggest?', 'The closest is the same maker\'s lower model, two centimetres shorter. People find it even steadier. I\'ve e-mailed you the link.', 0]],
  },
  {
    team: 'support',
    name: 'Product question',
    subjects: ['Product question', 'Size and material', 'Will it fit?'],
    openings: [
      'What are the boxed dimensions of the {item}? I need to know if it goes in my car.',
      'Is the Shore table solid wood or veneer? The page says both.',
      'Is the Wave vase dishwasher safe? There\'s no symbol on the base.',
      'Would the Island bed be all right for a child with allergies? I\'m asking about the finish.',
    ],
    answers: [
      'Boxed it\'s 118 × 42 × 16 cm and 14 kg. It goes in a hatchback with one seat folded, we tried it with ours.',
      'Birch frame, veneered fronts. The page was wrong; thanks, we\'re fixing it today.',
      'By hand is better. It survives the machine but the coating dulls in about six months. The maker says the same.',
      'The finish is water-based and certified for children\'s furniture. I\'ve e-mailed the certificate, it lists everything.',
    ],
    more: [['How long is the warranty?', 'Two years, and no need to keep the receipt: the order stays in your account.']],
  },
  {
    team: 'support',
    name: 'Checkout fails',
    subjects: ['Can\'t check out', 'Error when ordering'],
    openings: [
      'I press "Place order", the wheel spins and nothing happens. Tried phone and laptop.',
      'Checkout says "address not found", but the house has been here for ten years: {street}.',
      'My basket empties itself whenever I sign in. I\'ve filled it three times now.',
    ],
    answers: [
      'I can see it here too: the promo code has a space at the end. Remove it and the order goes through. I\'ve passed the bug on.',
      'Your house wasn\'t in the address list. I\'ve added it; refresh the page and it will be suggested.',
      'I rebuilt the basket and attached it to your account, you only need to press "Pay". We\'re looking into why it empties.',
    ],
    more: [['It worked! That took some finding.', 'Thanks for your patience. I\'ve added 300 points as an apology.', 0]],
  },
  {
    team: 'support',
    name: 'Account and password',
    subjects: ['Can\'t sign in', 'Code doesn\'t arrive', 'Change my e-mail'],
    openings: [
      'The sign-in code arrives neither by text nor by e-mail. It isn\'t in spam either.',
      'I want to change my account e-mail. The old one is dead, and the confirmation keeps going there.',
      'I signed in and my order history is empty. There used to be about twenty.',
    ],
    answers: [
      'Codes went to a number with one digit too many. Fixed. Please try again, a code lasts five minutes.',
      'Changed, after checking your last two orders. You\'ll get a message at the new address with a link to confirm.',
      'You had two accounts, one by phone and one by e-mail. I merged them and your orders and points are back.',
    ],
    more: [['I\'m in, thanks. Did my old points expire?', 'They didn\'t, both balances were added up.', 2]],
  },
  {
    team: 'support',
    name: 'Pre-order',
    subjects: ['When does pre-order {order} ship?', 'Pre-order'],
    openings: [
      'Pre-order {order} was meant to ship on {date}. No e-mail, no date.',
      'The pre-order has slipped twice. Could I have a real date, without "approximately"?',
    ],
    answers: [
      'The batch came in yesterday and you\'re third in line. It ships {date}, tracking the same day.',
      'I understand. The honest picture: the container is at customs and won\'t be out before {date}. I can refund {sum} today, or keep the order and drop the shipping.',
    ],
    more: [['I\'ll wait, since shipping is free.', 'Deal. The moment it\'s released you\'ll be the first to hear.', 1]],
  },
  {
    team: 'support',
    name: 'Company order',
    subjects: ['Invoice to a company', 'Order for 30 pieces', 'Paperwork'],
    openings: [
      'We need 30 Stork chairs for the office. Could you send an invoice and a date?',
      'Please send the paperwork for order {order}, accounting needs it by {date}.',
      'Do you do e-invoicing? Paper copies have gone missing twice.',
    ],
    answers: [
      'We have 34 and I\'ve set aside thirty. The invoice is in your mail, with 12% off from twenty pieces up. Delivery is two days after payment.',
      'The invoice for {order} is in your inbox and the original travels with the driver. Tell me the period if you need a statement.',
      'We do. Send me your tax number, you\'ll have an invitation within the hour and no more paper.',
    ],
    more: [['Paid, accounting has the slip.', 'It\'s arrived, we ship on {date}. Does the van need a gate pass?', 0]],
  },
  {
    team: 'support',
    name: 'Review on the site',
    subjects: ['My review isn\'t published', 'Please remove my review'],
    openings: [
      'I reviewed the Stork chair a week ago and it still isn\'t up. Nothing nasty in it, just that it squeaks.',
      'I left my phone number in a review by accident. Please remove it quickly.',
    ],
    answers: [
      'It was held up because of a link. It\'s published without it now. I passed the squeak to the buyers, you\'re the third this month.',
      'The number is gone, the review stays. Search engines will forget it in a day or two.',
    ],
    more: [['And what do they do about the squeak?', 'Tightening the two screws under the seat usually does it, the key is in the box. If it stays, we\'ll replace it.', 0]],
  },
  {
    team: 'support',
    name: 'Gift card',
    subjects: ['Gift card doesn\'t work', 'Gift card expiry'],
    openings: [
      'I was given a card for {sum} and the site says "code not found". I\'ve checked it five times.',
      'The card ran out on {date} before I got to use it. Could you extend it?',
      'Can I pay part with the card and the rest with money?',
    ],
    answers: [
      'It was never activated at the till, our fault. It\'s active now with the full {sum}.',
      'Extended by three months, we can do that once. Same number.',
      'Yes: enter the code at payment and the rest goes to your bank card. Anything left stays on the gift card.',
    ],
    more: [['It worked, thank you so much!', 'Enjoy! It works in the stores as well.', 0]],
  },
];

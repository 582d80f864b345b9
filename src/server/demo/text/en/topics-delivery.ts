import type { Topic } from '../../topic';

export const deliveryTopics: readonly Topic[] = [
  {
    team: 'delivery',
    name: 'Where is my order',
    subjects: ['Where is order {order}?', 'Order {order} never came', 'Parcel stuck'],
    openings: [
      'I placed order {order} back on {date} and tracking has said "handed to carrier" for three days. Where is it really?',
      'Any news on {order}? It was due {date}. I stayed in all day and nobody called.',
      'Tracking {track} hasn\'t moved since {date}. It\'s a birthday present, so I\'m getting a bit nervous.',
    ],
    answers: [
      'I checked the waybill: parcel {track} is already in {city}, at the sorting centre. The driver goes out tomorrow between 10 and 6 and will ring an hour before. Sorry you had to wait longer than we promised.',
      'Order {order} was held up at the carrier\'s depot because the truck ran late in the weather. I spoke to their dispatcher and the new date is {date}. If it slips again, reply here and I\'ll refund the shipping.',
    ],
    more: [
      ['Could you narrow the time down? I work until six.', 'I\'ve marked it "after 6:30 pm" and the driver can see that. If the route changes, he\'ll call ahead.'],
      ['Okay, but what if it doesn\'t come tomorrow either?', 'Then we\'ll send it from our own stock by a separate van and refund the delivery. Just reply here, the case stays open.'],
    ],
  },
  {
    team: 'delivery',
    name: 'Change of address',
    subjects: ['Change address on {order}', 'New delivery address'],
    openings: [
      'We moved earlier than planned. Can {order} go to {street} instead? Same town.',
      'I left my old address on order {order} and only noticed now. It should be {street}. Are we in time?',
      'I\'ll be away that week. Could you send {order} to my mother at {street}?',
    ],
    answers: [
      'We\'re in time, it hasn\'t left the warehouse. I\'ve changed it to {street}. Still {date}, nothing extra to pay.',
      'Updated to {street}. Since the parcel is already on the road, the carrier will redirect it, which adds one day. New date: {date}.',
    ],
    more: [['Thanks! Forgot to say, the buzzer is 47.', 'Added for the driver. Buzzer 47, got it.']],
  },
  {
    team: 'delivery',
    name: 'Another delivery day',
    subjects: ['Reschedule delivery', 'Different day for {order}'],
    openings: [
      'I\'m out all day tomorrow and there is nobody to take in {order}. Could it be Saturday?',
      'Please hold {order}: I\'m travelling until {date}. Can the warehouse keep it?',
      'Delivery is booked for {date} but the floor isn\'t finished, so there is nowhere to put the furniture. Could we push it a week?',
    ],
    answers: [
      'Moved to Saturday, 12 to 4. You\'ll get a text with the driver\'s name the day before.',
      'Done. We\'ll keep {order} for you, storage is free for two weeks. New date: {date}.',
    ],
    more: [['No chance before noon on Saturday?', 'There was one slot left between 9 and 12 and it\'s yours. He\'ll call at nine.', 0]],
  },
  {
    team: 'delivery',
    name: 'Damaged in transit',
    subjects: ['Arrived broken', 'Damaged item, order {order}', 'Dented box and a chip'],
    openings: [
      'The Mushroom lamp came in a crushed box and there\'s a chip in the body. The driver was in a rush so I didn\'t open it in front of him. What now?',
      'Got order {order} today, opened it and found a crack about five centimetres long on the side. I\'d like a replacement.',
      'Pretty disappointed. The Wave vase was in a bag with no padding and the rim is chipped. It was meant as a gift.',
    ],
    answers: [
      'I\'m sorry about that. A replacement goes out today at no cost, and the driver will take the damaged one when he hands over the new one. No need to keep the packaging.',
      'Thanks for describing it so clearly, I don\'t need a photo. Your choice: a replacement on {date}, or {sum} back to your card. Which would you prefer?',
    ],
    more: [
      ['A replacement please. Just pack it properly this time.', 'I asked the warehouse to double-box it and mark it fragile. You\'ll have the new tracking number tonight.', 1],
      ['I\'d rather have the refund. Not risking it twice.', 'Understood. {sum} is on its way and should land within three working days. We\'ll collect the item on {date}.', 1],
    ],
  },
  {
    team: 'delivery',
    name: 'Wrong item',
    subjects: ['You sent the wrong thing', 'Mix-up in order {order}'],
    openings: [
      'Order {order} should have been a {item}, but it\'s something else entirely. The label is mine, so I guess somebody else got my parcel.',
      'I ordered the {item} and got the right one in the wrong colour. Can we swap?',
    ],
    answers: [
      'That was our packing mistake, sorry. The right one leaves on {date}; hand the other to the same driver, he\'ll have the paperwork.',
      'I looked at the packing record: two neighbouring shelves got mixed up. The swap is free and comes {date}. If the colour has grown on you, keep it for 15% off.',
    ],
    more: [['Can I use this one while I wait?', 'Better leave it sealed, then the swap needs no inspection.']],
  },
  {
    team: 'delivery',
    name: 'Something is missing',
    subjects: ['One item missing', 'Order {order} incomplete'],
    openings: [
      'Order {order} had three items and the box has two. The {item} isn\'t there, though it\'s on the receipt.',
      'Parcel arrived, all good, except that the {item} wasn\'t in it. I was charged in full.',
    ],
    answers: [
      'Found it: that item ships separately from our second warehouse, tracking {track}. We should have said so in the e-mail, sorry.',
      'The scale record shows the box was closed without it. I\'ve sent it today, free of charge, tracking {track}.',
    ],
    more: [['Makes sense. Why two warehouses though?', 'Big things live out of town and small things near you. It does make the small things quicker.', 0]],
  },
  {
    team: 'delivery',
    name: 'Pick-up point',
    subjects: ['Pick-up point is closed', 'How long do you hold a parcel?', 'Extend storage'],
    openings: [
      'I came for {order} and the pick-up point on Garden Street is shut with a "we\'ve moved" note on the door. Where do I go?',
      'How many days do you keep a parcel at the pick-up point? I can\'t make it until after {date}.',
      'The collection code won\'t arrive. I\'m at the counter for {order} and they won\'t hand it over without it.',
    ],
    answers: [
      'It moved two doors down and your order is already there. Open 9 to 9 every day. Sorry the text about it never reached you.',
      'Seven days normally. I\'ve extended yours to {date}; the code stays the same.',
      'I\'ve resent the code by text and e-mail. If it isn\'t there in a minute, give them the last four digits of the order, I\'ve let them know.',
    ],
    more: [['Code came through. Do I need ID?', 'No, just the code. ID is only for paying on collection.', 2]],
  },
  {
    team: 'delivery',
    name: 'Stairs and assembly',
    subjects: ['Carrying upstairs', 'Need assembly', 'Furniture delivery'],
    openings: [
      'I ordered the Still chest of drawers and live on the fifth floor with no lift. Will they carry it up? What does it cost?',
      'I forgot to tick assembly on {order}. Can it be added?',
      'The driver says "kerbside only" but I paid for carrying upstairs. Who\'s right?',
    ],
    answers: [
      'They will. Without a lift it\'s £4 a floor, so £16 for you, by card on the day. I\'ve added it to the order.',
      'Added. A fitter will come the day after delivery, {date}, between 10 and 2. It\'s 7% of the item price.',
      'You are. Carrying is paid for on {order}. I called the crew, they\'ll be back before 8 tonight to bring it up. Sorry about that.',
    ],
    more: [['Will they take the packaging away?', 'Yes, just ask. It\'s part of assembly.', 1]],
  },
  {
    team: 'delivery',
    name: 'Delivery to another town',
    subjects: ['Do you deliver to {city}?', 'Delivery time to {city}'],
    openings: [
      'Do you deliver to {city}? The site only offers pick-up and that\'s forty kilometres away.',
      'How long would the {item} take to {city}, and which carrier is it?',
      'I\'d like to send a present to my sister in {city}. Can you leave the receipt out and add a card?',
    ],
    answers: [
      'We do: by courier on Wednesdays and Saturdays, £9, from five days. The site hasn\'t caught up yet, so send me your list and I\'ll place it by hand.',
      'Four to six days to {city}. Large items go by freight to your door; for yours that\'s £18.',
      'Of course. The receipt goes only to your e-mail and we write the card by hand. Send me up to 200 characters.',
    ],
    more: [['Lovely. "Happy new home! Love from all of us."', 'Written down word for word. It leaves {date} and tracking comes to you, not to her.', 2]],
  },
  {
    team: 'delivery',
    name: 'Complaint about a driver',
    subjects: ['Rude driver', 'Complaint, delivery {order}'],
    openings: [
      'The driver with {order} spoke to me as if I owed him money and refused to wait while I checked the item. Please look into it.',
      'Delivery was booked for 10 to 2. They came at 9:40 pm, no call, and woke the baby. Not acceptable.',
    ],
    answers: [
      'I\'m sorry, that\'s hard to read. You may check the item for as long as you need before signing. I\'ve passed this to the head of delivery and will write by {date} with what came of it. I\'ve refunded the £8 delivery.',
      'You\'re right, it isn\'t. We don\'t deliver at night and this should never happen. Delivery is refunded and the driver is off the route until it\'s been looked into.',
    ],
    more: [['Thanks for not sending a canned reply. It isn\'t about the money.', 'I understand. I\'ll write the outcome here, in plain words.']],
  },
];

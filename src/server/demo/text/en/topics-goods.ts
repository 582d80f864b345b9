import type { Topic } from '../../topic';

export const goodsTopics: readonly Topic[] = [
  {
    team: 'support',
    name: 'Return',
    subjects: ['Return the {item}', 'Return of order {order}', 'Didn\'t suit'],
    openings: [
      'I\'d like to return the {item}: the colour isn\'t the one in the photo. It\'s unpacked but unused.',
      'How do I return {order}? The drop-off is miles away, could a courier collect it?',
      'I bought two sizes to compare and I\'m keeping one. How do I send the other back?',
    ],
    answers: [
      'Of course. You have 30 days and open packaging is fine. A courier will collect it {date} between 12 and 4 and bring the label.',
      'I\'ve set up the return for {order}. Collection is {date} and costs you nothing. The money follows within three days of our check.',
      'That\'s what many people do. Drop the second one at any pick-up point with the code I\'ve texted you and {sum} comes back the same day.',
    ],
    more: [
      ['I\'ve already thrown the box away…', 'No problem, wrap it in anything sturdy. It only needs to arrive in one piece.'],
      ['Does the money go back to my card?', 'Yes, to the one you paid with, within three working days.', 0],
    ],
  },
  {
    team: 'support',
    name: 'Exchange for another size',
    subjects: ['Exchange size', 'Need the bigger one'],
    openings: [
      'The Moss rug turned out too small. Can I swap it for the next size?',
      'I bought king-size bedding and needed double. Entirely my mistake. Would you exchange it?',
    ],
    answers: [
      'We can do it in one visit: the driver brings the right one and takes this one, {date}. No difference in price.',
      'Sure. The double is £5 less and we\'ll refund that. If you haven\'t washed it, just fold it back in.',
    ],
    more: [['Not washed. I\'ll wait for the driver.', 'Good, he\'ll call an hour before.', 1]],
  },
  {
    team: 'support',
    name: 'Warranty',
    subjects: ['It broke', 'Warranty, order {order}', 'Stopped working'],
    openings: [
      'The Bean coffee grinder worked for four months and now won\'t turn on. The socket is fine. What does the warranty say?',
      'There\'s a loud noise that wasn\'t there before. Order {order}. Do I bring it in, or does someone come?',
      'A leg of the Stork chair cracked under normal weight. It\'s two years\' warranty, isn\'t it?',
    ],
    answers: [
      'You\'re covered. Unplug it for ten minutes while holding the button; that helps four times out of five. If it doesn\'t, I\'ll replace it without an inspection.',
      'A technician comes {date}, free of charge. He\'ll bring a bearing, it sounds like that.',
      'It is. That\'s a known fault in one batch. A new leg with fittings is on its way and takes five minutes to fit; if you\'d rather not, we\'ll send somebody.',
    ],
    more: [
      ['I reset it, no luck. It blinks red.', 'Then we replace it. The new one comes {date} and the old one goes back with the driver. No paperwork.', 0],
      ['It worked! I can hardly believe it.', 'Good that you tried. If it happens again, reply here and we\'ll replace it, no questions.', 0],
    ],
  },
  {
    team: 'support',
    name: 'Faulty',
    subjects: ['Faulty', 'Fabric defect', 'Poor quality'],
    openings: [
      'A thread came loose on the Mist throw after the first wash. I followed the label.',
      'The door of the chest hangs crooked and can\'t be adjusted. The holes seem to be in the wrong place.',
      'The Moss rug has smelled for a week. Is that normal?',
    ],
    answers: [
      'It shouldn\'t, sorry. I\'m sending a new one from another batch. Keep this one for rags, no need to return it.',
      'Sounds like a drilling fault. Give me the number on the back sticker and a new door goes out on {date}.',
      'A faint smell fades in two or three days, a week is too long. You can have {sum} back or a replacement, up to you.',
    ],
    more: [['The number is 7714-B.', 'Got it, that\'s the batch. The door leaves tomorrow and tracking follows.', 1]],
  },
  {
    team: 'support',
    name: 'Assembly and instructions',
    subjects: ['No instructions', 'Screws missing', 'Can\'t put it together'],
    openings: [
      'There were no instructions with the Step shelf. Could you send a file?',
      'It should have 16 screws and the bag has 14. Now I have half a wardrobe.',
      'Step 7: part C won\'t fit, the holes don\'t line up. What am I doing wrong?',
    ],
    answers: [
      'They\'re in your mail, and also at the bottom of the product page, with a six-minute video.',
      'Screws are in the post, two days. You can go on without: the top two only hold the back panel.',
      'Part C goes with the arrow up, which is nearly invisible in the drawing. Turn it over and it lines up. I\'ve asked for a better drawing.',
    ],
    more: [['The arrow! All done now.', 'Great! You\'re not the first with that drawing, I\'ll see that it gets changed.', 2]],
  },
  {
    team: 'support',
    name: 'Spare parts',
    subjects: ['Where to buy a spare part', 'Filter wanted'],
    openings: [
      'I broke the lid of the Clay teapot. Can I buy just the lid?',
      'Which filter fits the Dew humidifier? The site shows three that look the same.',
      'I lost the remote of the Reed floor lamp. Do you sell it separately?',
    ],
    answers: [
      'You can, it\'s £9 and in stock. I\'ve placed the order, the payment link is in your mail.',
      'You need the F-20 with the blue ring. The other two are for the old model. It lasts about three months.',
      'We don\'t sell remotes, but the workshop has one. I\'ll send it free with batteries on {date}.',
    ],
    more: [['Free? Thank you, that\'s unexpected!', 'You\'re welcome. May it last.', 2]],
  },
  {
    team: 'support',
    name: 'Care',
    subjects: ['How do I clean this?', 'Stain on the cover'],
    openings: [
      'I spilled coffee on the Boat armchair. How do I get it out without ruining it?',
      'What do I treat the worktop with, and how often? I\'m afraid of making it worse.',
      'Limescale in the humidifier after a month. Is citric acid all right?',
    ],
    answers: [
      'Blot, don\'t rub. Then lukewarm water with a drop of mild soap, from the edge inwards. The cover comes off and washes at 30 °C.',
      'Hard-wax oil, twice a year, thinly, wipe off the rest after an hour. We sell a kit for £8 but any such oil will do.',
      'It is: a tablespoon to a litre, leave it in for twenty minutes, rinse twice. Once a month is plenty.',
    ],
    more: [['It came out! Soap, of all things.', 'Old trick, still works. Glad the chair is saved.', 0]],
  },
  {
    team: 'support',
    name: 'Certificates and safety',
    subjects: ['Certificate needed', 'Is it safe?'],
    openings: [
      'We need certificates for the {item} for a nursery. Where do I get them?',
      'The Mushroom lamp gets too hot to touch. Is it dangerous?',
    ],
    answers: [
      'I\'ve e-mailed the certificate and the fire rating, both stamped, valid to the end of next year.',
      'Up to 55 °C is normal, more isn\'t. Please switch it off and don\'t use it: a replacement comes {date} and we\'ll take this one for testing.',
    ],
    more: [['Switched off. Thanks for the quick reply.', 'Good. I\'ll write separately about what the test shows.', 1]],
  },
  {
    team: 'support',
    name: 'Thank you',
    subjects: ['Thank you!', 'A compliment'],
    openings: [
      'Just wanted to say thanks. {order} came a day early, all in one piece, and the driver took his shoes off. So it can be done!',
      'Your fitter is a gem. He built the wardrobe, fixed a door that wasn\'t yours and wouldn\'t take a tip.',
    ],
    answers: [
      'What a nice message! I\'ve passed it to the driver and his team lead, they\'re having a good day now.',
      'Thanks for taking the minute. His name is Russ, and your note is on the board.',
    ],
    more: [],
  },
  {
    team: 'support',
    name: 'Suggestion',
    subjects: ['Idea for the site', 'A suggestion'],
    openings: [
      'Please add a width filter. I needed a shelf of exactly 60 cm and opened forty pages.',
      'Why can\'t I save items and share the list with my husband? We keep sending links around.',
    ],
    answers: [
      'Good thought, you\'re the fourth this month. I passed it on in your words. Meanwhile I picked six shelves of exactly 60 cm, the list is in your mail.',
      'Shared lists are being built, promised for {date}. I\'ve put you down to try them first, if you like.',
    ],
    more: [['Sure, try them on me.', 'Noted. The site team will write to you.', 1]],
  },
  {
    team: 'support',
    name: 'Store and opening hours',
    subjects: ['Opening hours', 'Is there parking?'],
    openings: [
      'How late is the {city} store open on Sundays?',
      'Does the store have parking, and are dogs allowed?',
      'I want to collect the {item} today. If I leave at seven, will I make it?',
    ],
    answers: [
      'Ten to eight on Sundays, the till closes ten minutes earlier.',
      'Parking is behind the building, first hour free. Dogs are welcome, there\'s a bowl by the door.',
      'We\'re open until nine, so yes. It\'s at the till under your name, no need to walk the floor.',
    ],
    more: [['On my way!', 'See you. Just give your surname at the till by the door.', 2]],
  },
];

import type { CompanyText } from '../../company-text';
import { articleFacts } from './article-facts';
import { articles } from './articles';
import { colleagues } from './colleagues';
import { macros } from './macros';
import { phrases } from './phrases';
import { businessTopics } from './topics-business';
import { deliveryTopics } from './topics-delivery';
import { goodsTopics } from './topics-goods';
import { moneyTopics } from './topics-money';
import { orderTopics } from './topics-orders';

const families = ['Smith', 'Walker', 'Hughes', 'Carter', 'Bennett', 'Foster', 'Gray', 'Harper', 'Ellis', 'Morgan', 'Reid', 'Palmer', 'Shaw', 'Turner', 'Webb', 'Doyle', 'Fraser', 'Kaur', 'Patel', 'Nowak', 'Murphy', 'Owens', 'Lindqvist', 'Adeyemi', 'Rossi', 'Chen', 'O’Brien', 'Hart', 'Sinclair', 'Wood', 'Jones', 'Taylor', 'Brown', 'Wilson', 'Evans', 'Thomas', 'Roberts', 'Johnson', 'Lewis', 'Robinson', 'Wright', 'Thompson', 'White', 'Hall', 'Green', 'Baker', 'Adams', 'Campbell', 'Allen', 'Cook', 'Bailey', 'Parker', 'Miller', 'Davis', 'Price', 'Russell', 'Griffiths', 'Marshall', 'Butler', 'Barnes', 'Fisher', 'Knight', 'Powell', 'Stevens', 'Holmes', 'Mills', 'Hussain', 'Khan', 'Singh', 'Begum', 'Kowalski', 'Okafor', 'Mensah', 'Silva', 'Novak', 'Larsen', 'Byrne', 'Kelly', 'Gallagher', 'Pritchard'];

const pounds = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP', trailingZeroDisplay: 'stripIfInteger' });

export const company: CompanyText = {
  language: 'en',
  shop: 'Warm House',
  domain: 'warmhouse.example',
  mailDomain: 'post.example',
  site: 'warm-house',
  hoursAhead: 0,
  teams: { support: 'Support', delivery: 'Delivery', business: 'Business and returns' },
  queues: { mail: 'Mail', chat: 'Chats', delivery: 'Delivery', business: 'Business' },
  channels: { mail: 'Warm House Support', chat: 'Chat on the site', delivery: 'Warm House Delivery', business: 'Warm House Business' },
  colleagues,
  firstNames: {
    man: ['James', 'Daniel', 'Oliver', 'Thomas', 'Ben', 'Samuel', 'Harry', 'George', 'Adam', 'Luke', 'Ethan', 'Callum', 'Marcus', 'Ravi', 'Piotr', 'Kwame', 'Hugo', 'Neil', 'Stuart', 'Victor', 'William', 'Jack', 'Noah', 'Edward', 'Simon', 'Peter', 'Robert', 'Owen', 'Finn', 'Omar', 'Leon', 'Patrick', 'Gareth', 'Tariq', 'Martin', 'Jonas'],
    woman: ['Emily', 'Sophie', 'Charlotte', 'Grace', 'Hannah', 'Lucy', 'Chloe', 'Ruth', 'Megan', 'Alice', 'Isla', 'Freya', 'Priya', 'Zofia', 'Amara', 'Helen', 'Joanna', 'Bridget', 'Nora', 'Yasmin', 'Olivia', 'Rachel', 'Eleanor', 'Holly', 'Laura', 'Sarah', 'Naomi', 'Imogen', 'Fatima', 'Katie', 'Rosie', 'Beth', 'Ingrid', 'Leah', 'Martha', 'Carmen'],
  },
  lastNames: { man: families, woman: families },
  companies: ['Northlight Ltd', 'Grain Coffee House', 'Little Hands Nursery', 'Contour Studio', 'Harbour Inn', 'Vector Offices', 'Morning Bakery', 'Wellspring Clinic', 'Polyglot School', 'Rowan & Sons', 'Wren & Co', 'Square Bureau', 'The Dunes Restaurant', 'Kalina Interiors', 'Bunk Hostel', 'Forest Works Ltd', 'Bend Driving School', 'Curl Salon', 'The Neighbours Trust', 'Library No. 7', 'Attic Theatre', 'Cedar Dental', 'Noonday Design', 'Rhythm Gym'],
  cities: ['London', 'Bristol', 'Leeds', 'Manchester', 'Edinburgh', 'Cardiff', 'York', 'Norwich', 'Exeter', 'Glasgow', 'Bath', 'Oxford', 'Liverpool', 'Belfast', 'Durham', 'Brighton', 'Derby', 'Chester'],
  streets: ['14 Garden Street, flat 32', '87 Peace Avenue', '3 Forest Road', '41 Station Road, flat 8', '9 Riverside', '22a School Lane', '6 Quiet Close', '130 Victory Way, flat 64', '11 Mason Walk', '18 Mill Street'],
  goods: [
    ['Mushroom lamp', 49],
    ['Mist throw', 75],
    ['Boat armchair', 265],
    ['Clay teapot', 35],
    ['Step shelf', 85],
    ['Wave vase', 29],
    ['Shore table', 189],
    ['Reed floor lamp', 112],
    ['Still chest of drawers', 314],
    ['Linen bedding set', 68],
    ['Bean coffee grinder', 54],
    ['Dew humidifier', 62],
    ['Moss rug', 147],
    ['Stork chair', 79],
    ['Lagoon mirror', 98],
    ['Island bed', 423],
    ['Cloud cushion', 24],
    ['Hive basket', 32],
    ['Noon wall clock', 46],
    ['Field tablecloth', 39],
    ['Hearth pot', 59],
    ['Frost cup set', 42],
    ['Breeze curtain', 51],
    ['Harbour sofa', 589],
    ['Pine wardrobe', 367],
    ['Crown coat stand', 87],
    ['Ladder bookcase', 158],
    ['Beacon desk', 213],
    ['Pebble bedside table', 92],
    ['Dream mattress', 299],
  ],
  kits: ['Step shelf', 'Shore table', 'Still chest of drawers', 'Stork chair', 'Island bed', 'Crown coat stand', 'Pine wardrobe', 'Ladder bookcase', 'Beacon desk', 'Pebble bedside table'],
  promos: ['WARM10', 'AUTUMN', 'HOME5', 'AGAIN', 'COSY15'],
  money: (amount) => pounds.format(amount),
  facts: { orders: 'Orders', spent: 'Spent in all', tier: 'Tier', last: 'Last order', tiers: ['Guest', 'Friend of the house', 'One of us'] },
  topics: [...orderTopics, ...deliveryTopics, ...moneyTopics, ...goodsTopics, ...businessTopics],
  phrases,
  smallWords: 'there what when where which with that this have your from will would could does about should',
  keyboard: ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'],
  currency: 'GBP',
  orderStatuses: { underWay: 'On its way', received: 'Delivered' },
  articles,
  articleFacts,
  articleHeadings: { steps: 'What to do', rest: 'Good to know' },
  articleKinds: { product: 'Products', service: 'Services', process: 'Processes' },
  macros,
};

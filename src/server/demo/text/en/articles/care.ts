import type { Article } from '../../../article';

export const careArticles: readonly Article[] = [
  {
    key: 'care-armchair',
    kind: 'product',
    title: 'Boat armchair: cover and stains',
    text: `The cover comes off and washes at 30 °C, spun at 600 at most, no tumble dryer. It's best put back slightly damp, then it sits without creases.

A fresh stain:
1. Blot it, don't rub.
2. Lukewarm water with a drop of mild soap, from the edge inwards.
3. Blot with clear water and dry it away from the radiator.

Coffee, wine and tea go in one or two rounds. Cover grease with starch for an hour. No bleach or chlorine removers: the colour goes with the stain.

The frame is birch and carries 130 kg. Tighten the bolts of the legs twice a year. A spare cover is £59, in four colours. A rubber brush takes off pet hair.`,
  },
  {
    key: 'care-tabletop',
    kind: 'product',
    title: 'Shore table: material and care of the top',
    text: `A birch frame, with fronts and top in oak veneer on MDF. The page once said solid wood, which was a mistake. The veneer is 1.2 mm thick and can be sanded once.

Care:
1. Hard-wax oil twice a year, thinly.
2. Wipe off the rest with a dry cloth after an hour.
3. Nothing wet on it for a day.

Our oil kit is £8 and does two rounds; any other hard-wax oil is just as good.

Use a mat for hot things: above 70 °C leaves a white mark. A fresh one goes with a hair dryer on low and some oil. A wax stick closes scratches up to a centimetre. No cleaners with soda, a damp cloth is enough.`,
  },
  {
    key: 'care-humidifier',
    kind: 'product',
    title: 'Dew humidifier: filter, limescale, white dust',
    text: `The tank holds 4 litres, enough for a night. The water is changed daily.

Limescale, once a month:
1. A tablespoon of citric acid to a litre of warm water.
2. Leave it in for twenty minutes.
3. Rinse twice.

The filter is the F-20 with the blue ring and lasts three months, two where the water is hard. F-10 and F-12 look similar but fit only the old model.

White dust on furniture is salt from the water: time for a new filter. A smell means the water has stood; rinse with acid.

Doesn't turn on? See whether the tank has clicked in. No scented oils: they crack the plastic, and the warranty doesn't cover that.`,
  },
  {
    key: 'care-ceramics',
    kind: 'product',
    title: 'Wave vase and Clay teapot',
    text: `Wave vase. Best washed by hand: it survives the dishwasher, but the coating dulls in about six months. The maker says the same. Half vinegar, half water takes water marks off in fifteen minutes. The base has felt and doesn't scratch.

Clay teapot. It holds 0.8 litres, three cups. Rinse it with boiling water before its first use. No detergent inside: clay takes on the smell. Not for hobs or microwaves.

The lid is sold separately, £9. A chipped spout on arrival: we replace the pot. Later it isn't covered.

Fine lines in the glaze are how the material is, not a fault. If water seeps through, it is one: we replace it within two years.`,
  },
  {
    key: 'care-textiles',
    kind: 'product',
    title: 'Mist throw, Linen bedding, Moss rug',
    text: `Mist throw: wool and cotton. 30 °C on the wool programme, dried flat. A loose thread after the first wash by the label is a fault, we replace it.

Linen bedding set: 40 °C, 800 spin at most, ironed damp. The first wash shrinks it by up to 3%, and the sizes on the pack allow for that. A double is £5 less than a king size.

Moss rug: 14 mm pile, vacuumed without the brush, along the pile. For stains, carpet foam and then a dry towel. A professional clean once a year. It sheds for the first two weeks, that's normal.

A new rug smells for two or three days: unroll it and air the room. Longer than a week is a fault, so offer a replacement or a refund. Steam lifts marks of furniture: an iron held 5 cm above.`,
  },
  {
    key: 'care-light-sleep',
    kind: 'product',
    title: 'Mushroom lamp, Reed floor lamp, Island bed',
    text: `Mushroom lamp: E14 socket, up to 40 W, LED preferred. The body warms up to 55 °C, which is normal. If it's too hot to touch, ask them to switch it off and leave it: a replacement comes first, and we take the lamp for testing.

Reed floor lamp: the remote takes two AAA batteries and reaches eight metres. A lost one is replaced free from the workshop. Without it, the button on the cord works.

Island bed: birch frame, water-based finish, certified for children's furniture; we send the scan. Suitable for people with allergies. 160 × 200 cm, any mattress up to 25 cm high. Carries 250 kg. Felt pads under the slats stop a creak, we send them free.`,
  },
];

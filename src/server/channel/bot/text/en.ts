import type { BotPlan } from '#domain/bot/plan';

const workday = { from: 540, to: 1260 };

export const en: BotPlan = {
  isOn: false,
  name: 'Assistant',
  channels: [],
  greeting: 'Hello! I am an automatic assistant. Tell me what it is about. If you would rather have a person, just say “a person”.',
  notUnderstood: 'I am not sure that I understood. Could you put it another way? Or say “a person”, and somebody will answer.',
  thanked: 'Glad that helped. Have a good day!',
  handingOver: 'I am handing your question to a colleague, who sees all of this: nothing has to be said again.',
  closed: 'I am handing your question to a colleague. Nobody is in at the moment: we answer as soon as we open.',
  hours: { offset: 0, days: [workday, workday, workday, workday, workday, workday, workday] },
  important: null,
  intents: [
    {
      key: 'order', title: 'Where is my order',
      phrases: ['where is my order', 'when will my order arrive', 'order status', 'what happened to my order', 'my parcel has not arrived', 'when does the courier come', 'track my parcel', 'how long until my package is here', 'still waiting for my delivery'],
      does: { kind: 'order', ask: 'What is the number of your order? It stands in the confirmation e-mail.', found: 'Order {number}: {status}.', unknown: 'I cannot find an order {number} among yours. Could you check the number?' },
    },
    {
      key: 'delivery', title: 'Delivery',
      phrases: ['how much is delivery', 'what delivery options are there', 'do you deliver to other cities', 'how many days does shipping take', 'can I collect it myself', 'is there a pick up point', 'do you ship abroad', 'shipping costs'],
      does: { kind: 'say', text: 'In town a courier brings it the next day, elsewhere it takes 2 to 6 days. You can also collect it at a pick-up point. The basket shows the exact price.' },
    },
    {
      key: 'return', title: 'Returns',
      phrases: ['I want to return an item', 'how do I send it back', 'the size does not fit', 'can I exchange it', 'money back for my purchase', 'how many days to return', 'it does not suit me', 'where do I send a return'],
      does: { kind: 'flow', flow: 'return' },
    },
    {
      key: 'payment', title: 'Payment',
      phrases: ['how can I pay', 'do you take cards', 'can I pay on delivery', 'what payment methods do you accept', 'pay in instalments', 'do you accept cash', 'pay the courier', 'can I pay by invoice'],
      does: { kind: 'say', text: 'Pay by card on the site, or by card or cash on delivery. Companies pay by invoice.' },
    },
    {
      key: 'charged', title: 'Payment failed',
      phrases: ['I was charged but there is no order', 'the payment failed', 'I was charged twice', 'payment declined', 'money was taken and no confirmation', 'my card is not accepted', 'payment does not go through'],
      does: { kind: 'people' },
    },
    {
      key: 'hours', title: 'Opening hours',
      phrases: ['what are your opening hours', 'until when are you open', 'are you open on weekends', 'when do you open', 'are you open today', 'what time do you close', 'working hours of the shop'],
      does: { kind: 'say', text: 'We are here every day from 9:00 to 21:00. Orders on the site are taken day and night.' },
    },
    {
      key: 'account', title: 'Signing in',
      phrases: ['I cannot sign in', 'I forgot my password', 'reset my password', 'the code does not arrive', 'I cannot log in to my account', 'change my password', 'login does not work'],
      does: { kind: 'say', text: 'On the sign-in page choose “Forgot your password”: a link arrives within minutes. Look into the spam folder, too.' },
    },
  ],
  flows: [
    {
      key: 'return', title: 'Return',
      steps: [
        {
          key: 'what', say: 'What is wrong with it?',
          branches: [
            { label: 'It does not suit me', words: ['size', 'fit*', 'suit*', 'changed my mind', 'too small', 'too big', 'do not like'], to: { kind: 'step', step: 'fit' } },
            { label: 'It is faulty', words: ['faulty', 'broken', 'damaged', 'defect*', 'scratch*', 'not working'], to: { kind: 'people' } },
          ],
        },
        { key: 'fit', say: 'What was not used can be returned within 14 days. Open the order in your account, choose “Return” and where to bring it. The money is back within 3 to 10 days. Is that clear?', branches: [
          { label: 'Yes, thank you', words: ['yes', 'thanks', 'thank you', 'clear', 'ok', 'okay'], to: { kind: 'resolved' } },
          { label: 'No, I need help', words: ['no', 'help', 'unclear'], to: { kind: 'people' } },
        ] },
      ],
    },
  ],
};

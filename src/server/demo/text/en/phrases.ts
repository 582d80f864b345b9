import type { Phrases } from '../../topic';

export const phrases: Phrases = {
  greetings: ['Hello,', 'Hi,', 'Hi there,', 'Good day,', 'Hello there,', 'Dear team,', ''],
  agentGreetings: ['Hello {name},', 'Hi {name},', 'Good day, {name},', 'Dear {name},'],
  customerClosings: ['Best regards,\n{name}', 'Thanks,\n{name}', '{name}', 'Many thanks, {name}', 'Looking forward to your reply.', ''],
  agentClosings: ['Best regards,\n{agent}', '{agent}, customer care', 'Have a good day!\n{agent}', 'If anything stays unclear, just reply to this e-mail.\n{agent}'],
  thanks: [
    'Thanks, that solves it!',
    'All clear, thank you very much.',
    'Great, thanks for your help!',
    'Perfect, thanks!',
    'Thank you, that was quick.',
    'Thanks, makes sense now. Have a good day!',
    'Got it, thank you. Nothing else from me.',
    'ok thanks',
  ],
  welcome: ['Happy to help! Have a good day.', 'You\'re welcome! Any time.', 'My pleasure, all the best!', 'Glad it worked out. Take care!'],
  holdOn: ['One second, looking at your order.', 'A moment, I\'ll ask the warehouse.', 'Let me check, please stay with me.', 'I see you, opening the order.'],
  patience: ['Fine, I\'ll wait.', 'Okay, understood.', 'Thanks, I\'ll wait to hear from you.', 'Alright, I\'ll be around.'],
  nudges: ['Are you there?', 'Hello? Anyone?', 'Still waiting…', 'Will it take long?'],
  notes: [
    'Regular customer, third order this month.',
    'Called the warehouse, confirmed.',
    'Prefers to be written to, not called.',
    'Refund agreed with the shift lead.',
    'Similar case a week ago, same batch.',
    'Carrier promised an answer by tonight.',
  ],
  remarks: ['A good answer: short, with an exact date. One for the newcomers.', 'A calm chat, but the customer was asked for their name twice. Let us talk it over at the shift meeting.'],
};

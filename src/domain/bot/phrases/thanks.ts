/** Said when a question is answered, and nothing more. */
export const thanks: readonly string[] = ['спасибо', 'спасибо большое', 'большое спасибо', 'благодарю', 'спс', 'спасибо за помощь', 'все понятно', 'понятно спасибо', 'ок спасибо', 'thanks', 'thank you', 'thank you very much', 'thanks a lot', 'great thanks', 'ok thanks', 'got it thanks'];

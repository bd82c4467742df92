/** What the caller of the benchmark's call hears, turn by turn; every variant speaks these sentences and no others. */
export const callTexts = {
  languageMenu: [
    'Welcome to OKPay. Calls are answered day and night, and no code or password is ever asked for by our ' +
      'staff. Calls may be recorded so that we can help you better; whoever does not wish this may say so to the' +
      ' agent.',
    'To hear the menu in Chinese, press 1. To go on in English, press 2. To hear this again, press star.',
  ],
  mainMenu: [
    'For help with signing in or a lost phone, press 1. For the status of a payment, a refund or a receipt, ' +
      'press 2. For payments to another country and their fees, press 3. For opening an account or proving who ' +
      'you are, press 4. For anything else, such as promotions and bills, press 5. To hear this again, press ' +
      'star.',
  ],
  paymentMenu: [
    'If your payment failed or was sent back, press 1. If it has been pending for more than a whole working ' +
      'day, press 2. If the receiver says that nothing has arrived, press 3. Please have the number of the ' +
      'payment ready; it stands below the amount in the app. To go back to the main menu, press 9.',
  ],
  failedAdvice: [
    'Most payments fail because the bank refused the card or because the daily limit was reached. No money has' +
      ' left your account. Check the limit in the app, then send the payment again.',
    'For anything else, press 1. To end the call, press 2.',
  ],
  goodbye: [
    'Thank you for calling OKPay. Your call is noted, so that you need not tell it twice if you call again. ' +
      'Goodbye.',
  ],
} as const;

/** A place in the benchmark's call at which the caller listens or is taken leave of. */
export type CallPlace = keyof typeof callTexts;

/** What carries a code to its owner. */
export interface CodeText {
  /** Of a mail. */
  readonly subject: string;
  readonly text: string;
}

type Write = (code: string) => CodeText;

const inEnglish: Write = (code) => ({
  subject: 'Your OKPay hotline code',
  text: `${code} is your code for the OKPay hotline, valid for 5 minutes. Key it in on your phone and tell it to nobody, not even to us. If you did not call us, ignore this message.`,
});

/**
 * Here and not among the prompts: staff edit those, what they say is logged and shown, and a code must never be in one.
 * A text message in Chinese or English is one part or two.
 */
const TEXTS: Readonly<Record<string, Write>> = {
  zh: (code) => ({
    subject: 'OKPay 热线验证码',
    text: `验证码 ${code}，用于 OKPay 热线身份核验，5 分钟内有效。请只在电话键盘上输入，不要告诉任何人，我们的人员也不会向您索要。如非本人来电，请忽略。`,
  }),
  en: inEnglish,
  es: (code) => ({
    subject: 'Su código de la línea de OKPay',
    text: `${code} es su código para la línea de OKPay; vale 5 minutos. Márquelo en su teléfono y no se lo diga a nadie, tampoco a nosotros. Si usted no nos ha llamado, ignore este mensaje.`,
  }),
};

/** The words around a code in the language of the call; English where there are none. */
export const codeText = (language: string, code: string): CodeText =>
  (TEXTS[language.split('-', 1)[0] ?? ''] ?? inEnglish)(code);

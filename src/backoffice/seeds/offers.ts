import type { Incident, Promotion } from '../demo/entities.ts';

/** Offers, with one that is over and one that has not begun: neither is ever told. */
export const PROMOTIONS: readonly Promotion[] = [
  {
    id: 'hong-kong-to-singapore',
    kind: 'fee-waiver',
    regions: ['hk'],
    terms: {
      'zh-CN': '汇款到新加坡，手续费立减五十港元。',
      en: 'Fifty Hong Kong dollars off the fee when you send money to Singapore.',
      es: 'Cincuenta dólares de Hong Kong menos de comisión al enviar dinero a Singapur.',
    },
    opensInDays: -20,
    closes: { monthsAhead: 1 },
    feeOff: { to: 'sg', minor: 5000 },
  },
  {
    id: 'bills-cash-back',
    kind: 'cash-back',
    regions: ['cn', 'hk', 'sg', 'jp'],
    terms: {
      'zh-CN': '每月第一笔水费、电费或网费，返还百分之一。',
      en: 'One percent back on the first water, electricity or internet bill you pay each month.',
      es: 'El uno por ciento de vuelta en la primera factura de agua, luz o internet de cada mes.',
    },
    opensInDays: -40,
    closes: { monthsAhead: 0 },
  },
  {
    id: 'europe-first-transfer',
    kind: 'fee-waiver',
    regions: ['gb', 'de', 'es'],
    terms: {
      'zh-CN': '从英国、德国或西班牙汇款到墨西哥，手续费最多减免三英镑或三欧元。',
      en: 'Up to three pounds or three euros off the fee when you send money to Mexico.',
      es: 'Hasta tres libras o tres euros menos de comisión al enviar dinero a México.',
    },
    opensInDays: -5,
    closes: { monthsAhead: 1 },
    feeOff: { to: 'mx', minor: 300 },
  },
  {
    id: 'americas-cash-back',
    kind: 'cash-back',
    regions: ['us-east', 'us-west', 'mx', 'br'],
    terms: {
      'zh-CN': '本期用借记卡付款，返还百分之零点五。',
      en: 'Half a percent back when you pay with a debit card.',
      es: 'Medio por ciento de vuelta al pagar con tarjeta de débito.',
    },
    opensInDays: -12,
    closes: { inDays: 18 },
  },
  {
    id: 'autumn-fees',
    kind: 'fee-waiver',
    regions: ['cn', 'hk', 'sg', 'jp', 'gb', 'de', 'es', 'us-east', 'us-west', 'mx', 'br', 'ng'],
    terms: {
      'zh-CN': '跨境汇款免手续费。',
      en: 'No fee on transfers abroad.',
      es: 'Sin comisión en los envíos al extranjero.',
    },
    opensInDays: -90,
    closes: { inDays: -10 },
  },
  {
    id: 'coming-cash-back',
    kind: 'cash-back',
    regions: ['cn', 'hk', 'gb', 'ng'],
    terms: {
      'zh-CN': '每笔付款返还百分之二。',
      en: 'Two percent back on every payment.',
      es: 'El dos por ciento de vuelta en cada pago.',
    },
    opensInDays: 14,
    closes: { monthsAhead: 2 },
  },
];

/** What is broken while the demo is told that something is. */
export const INCIDENT: Incident = {
  id: 'card-payments-slow',
  minutesAgo: 40,
  message: {
    'zh-CN': '部分银行卡付款目前处理较慢，有的可能没有成功。我们正在修复，请先不要重复付款。',
    en: 'Some card payments are slow right now, and a few do not go through. We are fixing it. Please do not pay twice.',
    es: 'Algunos pagos con tarjeta van lentos y unos pocos no se completan. Lo estamos arreglando. No pague dos veces.',
  },
};

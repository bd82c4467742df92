import type { DocumentOf, Kind } from '../../backoffice/demo/entities.ts';
import { causeOfPayment } from '../../backoffice/demo/payment-operations.ts';
import { spokenState } from '../../backoffice/rules/payment-state.ts';
import { findRegion } from '../../backoffice/rules/regions.ts';
import { needOf, returnReasonOf, stageOf } from '../../backoffice/rules/transfer-stage.ts';
import { DEMO_SEED } from '../../backoffice/seeds/seed.ts';
import { decimalsOf, type Money } from '../../values/money.ts';

const HEAD = `# Customers of the demo

Made by \`node tools/docs.mjs\` from \`src/backoffice/seeds/\`. While no back office is joined, these are the customers
whom the hotline knows. Their names, numbers and payments are made up; the numbers cannot ring anybody. Ring as one of
them, in the terminal or in the browser's phone, and key a reference of theirs:

\`\`\`sh
npx hotline dial --from +447700900011 --to +442079460100
\`\`\`

Nobody hears of a reference that is another customer's. Times are counted from the instant of the call, so that all of
it is there at any \`--at\`.

| ring from | who | region, language | what is special | what can be tried |
|---|---|---|---|---|
`;

/** The page of the demo's customers: whom to ring as, and what each can try. */
export function demoPage(): string {
  const rows = documents('customer').map((customer) => {
    const special = specialOf(customer).join('; ') || '–';
    const tries = triesOf(customer).join('<br>') || '–';
    const { phone, name, region, language } = customer;
    return `| \`${phone}\` | ${name} | ${region}, ${language} | ${special} | ${tries} |\n`;
  });
  return `${HEAD}${rows.join('')}`;
}

function documents<Of extends Kind>(kind: Of): readonly DocumentOf[Of][] {
  return DEMO_SEED.entries.flatMap((entry) => (isOf(entry, kind) ? [entry.document] : []));
}

const isOf = <Of extends Kind>(
  entry: { readonly kind: Kind; readonly document: unknown },
  kind: Of,
): entry is { readonly kind: Of; readonly document: DocumentOf[Of] } => entry.kind === kind;

function specialOf(customer: DocumentOf['customer']): readonly string[] {
  const { region, email, direct, birthYear, registration } = customer;
  const changed = { number: 'phoneChangedHoursAgo', SIM: 'simChangedHoursAgo', mail: 'emailChangedHoursAgo' } as const;
  const { seniorAge = 0 } = findRegion(region) ?? {};
  return [
    ...(registration === 'open' ? [] : [`registration \`${registration}\``]),
    ...(email === undefined ? ['no mail address'] : []),
    ...(direct ? ['asked to go straight to a person'] : []),
    ...(birthYear <= OLD_BORN - seniorAge ? [`born in ${birthYear}: straight to a person`] : []),
    ...Object.entries(changed).flatMap(([what, field]) =>
      customer[field] === undefined ? [] : [`${what} changed ${customer[field]} hours ago`],
    ),
  ];
}

/** Whoever has reached the age by this year has it in every year in which the demo is rung. */
const OLD_BORN = 2026;

function triesOf({ account }: DocumentOf['customer']): readonly string[] {
  const own = <One extends { readonly account?: string | undefined }>(one: One) => one.account === account;
  return [
    ...documents('payment').filter(own).map(paymentLine),
    ...documents('transfer').filter(own).map(transferLine),
    ...documents('case')
      .filter(own)
      .map(({ id, kind, answered = false }) => `case \`${id}\`: ${kind}${answered ? ', answered' : ''}`),
    ...documents('bill')
      .filter(own)
      .map(({ kind, amount, dueInDays, paid }) => `${kind} bill, ${spelt(amount)}, ${paid ? 'paid' : due(dueInDays)}`),
  ];
}

function paymentLine(payment: DocumentOf['payment']): string {
  const state = spokenState(payment.status);
  const status = state === payment.status ? '' : ` (${payment.status})`;
  const cause = state === 'failed' ? `, \`${causeOfPayment(payment)}\`` : '';
  return `payment \`${payment.reference}\`, ${spelt(payment.amount)}: ${state}${status}${cause}`;
}

function transferLine(transfer: DocumentOf['transfer']): string {
  const [stage, need, reason] = [stageOf(transfer), needOf(transfer), returnReasonOf(transfer)];
  const more = `${need === 'nothing' ? '' : `, needs \`${need}\``}${reason === 'none' ? '' : `, \`${reason}\``}`;
  return `transfer \`${transfer.reference}\` to ${transfer.to}, ${spelt(transfer.amount)}: ${stage}${more}`;
}

const due = (days: number): string => (days < 0 ? `overdue for ${-days} days` : `due in ${days} days`);

function spelt({ minor, currency }: Money): string {
  const decimals = decimalsOf(currency);
  const digits = String(minor).padStart(decimals + 1, '0');
  const front = digits.slice(0, digits.length - decimals);
  return `${currency} ${decimals === 0 ? front : `${front}.${digits.slice(-decimals)}`}`;
}

import { dateOf } from '../../hours/local-date.ts';
import { complaintsOpen, complaintsStatus } from '../operations/complaints.ts';
import { paymentsReportSuspicious } from '../operations/payments.ts';
import { answerBy, receivedOn } from '../rules/complaint-deadline.ts';
import { hoursBefore, localDayAt } from '../rules/days.ts';
import { referenceFor } from '../rules/reference.ts';
import type { Case, Customer } from './entities.ts';
import { type Asked, forAnybody, forCustomer } from './performing.ts';

/** Cases that callers open begin with it; no other reference does. */
const FIRST_DIGIT = '8';

export const openComplaint = forAnybody(complaintsOpen, async ({ kind }, asked) => {
  const opened = await openCase({ kind }, asked);
  return { outcome: 'opened', output: { caseId: opened.id, answerBy: deadlineOf(opened, asked) } };
});

/** The payment that is meant is only noted: whether it is held is decided by the person who looks at the report. */
export const reportSuspicious = forAnybody(paymentsReportSuspicious, async ({ reference }, asked) => {
  const opened = await openCase({ kind: 'report', ...(reference === undefined ? {} : { payment: reference }) }, asked);
  return { outcome: 'accepted', output: { caseId: opened.id } };
});

export const caseStatus = forCustomer(complaintsStatus, async ({ caseId }, asked) => {
  const found = await asked.store.find('case', caseId);
  if (!found || !isOwn(found, asked.customer)) return { outcome: 'not-found', output: {} };
  return { outcome: 'found', output: { stage: stageOfCase(found, asked), answerBy: deadlineOf(found, asked) } };
});

/** The same request opens one case. Numbers come from its key; one that is taken gives way to the next. */
async function openCase(about: Pick<Case, 'kind' | 'payment'>, { store, question }: Asked): Promise<Case> {
  const { account, caller, region, at: openedAt, idempotencyKey: key } = question;
  const whose = { ...(account === undefined ? {} : { account }), ...(caller === undefined ? {} : { caller }) };
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const id = referenceFor(`${key}/${attempt}`, FIRST_DIGIT);
    const document: Case = { id, ...whose, ...about, region, openedAt, answered: false };
    const kept = await store.add(key, { kind: 'case', id, account, document });
    if (kept) return kept;
  }
  throw new Error('no number is free for a case');
}

/** Of a thousand million numbers so many in a row are not taken by chance. */
const MOST_ATTEMPTS = 5;

/** One that was opened before its caller was verified is theirs if it came from the number on file. */
const isOwn = ({ account, caller }: Case, customer: Customer): boolean =>
  account === undefined ? caller === customer.phone : account === customer.account;

const openedAt = ({ openedAt: at, openedHoursAgo = 0 }: Case, { question }: Asked): number =>
  at ?? hoursBefore(question.at, openedHoursAgo);

const deadlineOf = (found: Case, asked: Asked): string =>
  answerBy(found.region, asked.calendarOf(found.region), openedAt(found, asked));

/** On the working day after it came somebody has taken it up. */
function stageOfCase(found: Case, asked: Asked): 'received' | 'in-progress' | 'answered' {
  if (found.answered) return 'answered';
  const calendar = asked.calendarOf(found.region);
  const today = localDayAt(asked.question.at, calendar);
  return dateOf(today) > dateOf(receivedOn(calendar, openedAt(found, asked))) ? 'in-progress' : 'received';
}

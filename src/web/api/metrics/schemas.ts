import { z } from 'zod';
import { OUTCOMES } from '../../../reports/call-counts.ts';
import { REPEAT_WINDOWS } from '../../../reports/figures/call-figures.ts';
import { SERVICE_LEVELS } from '../../../reports/figures/service-level.ts';
import { WAIT_BOUNDS } from '../../../reports/waits.ts';
import { named } from '../named-schemas.ts';

const Instant = z.string().describe('ISO 8601 with the offset of the zone.');
const Count = z.number();
const Share = z.number().nullable().describe('0 to 1; null where there is nothing to divide by.');
const Seconds = z.number().nullable();

/** From when on, and before when, the counts of a row are. */
const stretch = { from: Instant, to: Instant };

const ServiceLevelAnswer = named(
  'ServiceLevel',
  z.object({
    variant: z.enum(SERVICE_LEVELS),
    formula: z.string().describe('A answered, B abandoned; _T within answerSeconds, _s within shortSeconds.'),
    answerSeconds: z.literal(WAIT_BOUNDS),
    shortSeconds: z.literal(WAIT_BOUNDS),
    share: Share,
  }),
);

const WaitFiguresAnswer = named(
  'WaitFigures',
  z.object({ longestSeconds: Seconds, p50Seconds: Seconds, p90Seconds: Seconds }),
);

const queueFigures = {
  offered: Count.describe('Visits of the queue that began.'),
  answered: Count,
  abandoned: Count,
  diverted: Count.describe('Left for a call back, a message, or because the wait or the queue was over.'),
  lost: Count.describe('Nobody told how they ended, nor will.'),
  waiting: Count.describe('Neither answered nor gone.'),
  callbacksRequested: Count,
  serviceLevel: ServiceLevelAnswer,
  strictServiceLevel: ServiceLevelAnswer.describe('By F3, beside whatever other was asked for.'),
  speedOfAnswerSeconds: Seconds,
  answeredWait: WaitFiguresAnswer,
  abandonedWait: WaitFiguresAnswer,
  abandonment: Share.describe('(B − B_s) / (O − B_s).'),
  rawAbandonment: Share.describe('B / O.'),
  handleSeconds: Seconds.describe('Mean of answered visits.'),
  transferRate: Share.describe('Answered visits after which the call joined another queue / A.'),
  callbackRate: Share.describe('Visits given up for a call back / O.'),
};

export const QueueFiguresAnswer = named('QueueFigures', z.object({ ...stretch, queue: z.string(), ...queueFigures }));

/** The whole of a stretch, in one queue or in all together. */
export const QueueTotalAnswer = named(
  'QueueTotal',
  z.object({ queue: z.string().nullable().describe('null: all queues.'), ...queueFigures }),
);

const Outcomes = named('CallOutcomes', z.record(z.enum(OUTCOMES), Count));
const CodeFiguresAnswer = named('CodeFigures', z.object({ started: Count, success: Share }));

const callFigures = {
  calls: Count,
  outcomes: Outcomes.describe('What became of the calls; each has one outcome.'),
  platformContainment: Share.describe('Ended in the IVR / over. It flatters: see trueContainment.'),
  selfService: Share.describe('Tasks completed / begun, by calls.'),
  trueContainment: Share.describe('(Task completed without a person − again within 24 hours) / over.'),
  deflection: Share.describe('Hung up in the IVR with nothing done and nothing left / over.'),
  firstContactResolution: z.object({
    windowDays: z.literal(REPEAT_WINDOWS),
    share: Share.describe('1 − repeated / identified.'),
    repeated: Count.describe('The same caller rang again about the same topic within the window.'),
    identified: Count.describe('Caller and topic are known.'),
  }),
  transferRate: Share,
  callbackRate: Share,
  messageRate: Share,
  codes: z.object({ sms: CodeFiguresAnswer, email: CodeFiguresAnswer, meanAttempts: z.number().nullable() }),
  satisfaction: z.object({
    responses: Count,
    responseRate: Share,
    mean: z.number().nullable().describe('1 to 5.'),
    satisfied: Share.describe('Fours and fives / responses.'),
  }),
  zeroOutsPerCall: z.number().nullable(),
  missesPerCall: z.number().nullable(),
  closedHours: z.object({
    calls: Count.describe('Came while nobody answered.'),
    share: Share.describe('Of calls of which it is known.'),
    outcomes: Outcomes,
  }),
};

export const CallFiguresAnswer = named('CallFigures', z.object({ ...stretch, ...callFigures }));
export const CallTotalAnswer = named('CallTotal', z.object(callFigures));

export const NodeFiguresAnswer = named(
  'NodeFigures',
  z.object({
    ...stretch,
    node: z.string().describe('As `payment/menu`.'),
    entered: Count,
    next: z.array(z.object({ node: z.string(), count: Count, share: Share })).describe('The commonest first.'),
    dropOff: Share.describe('Calls that ended there / entered.'),
    ended: z.object({ byCaller: Count, byAgent: Count, bySystem: Count }),
    noInputRate: Share,
    noMatchRate: Share,
    zeroOutRate: Share,
    exhaustedRate: Share,
    meanSeconds: Seconds,
    deviationSeconds: Seconds,
  }),
);

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Answer, Form } from '../support/stranger.ts';
import { openApp } from '../support/stranger-app.ts';
import { everyPhase, lookUp } from '../support/stranger-release.ts';

/** What comes in next: where to, with what, and how many times at one moment. */
interface Step {
  /** `next` is where the last document leads, `again` something that was sent before, as it was sent then. */
  readonly to: 'next' | 'wait' | 'again' | 'fallback' | 'status' | 'recording';
  readonly form: Form;
  readonly times: number;
  readonly which: number;
}

const stepTo = (to: Step['to'], forms: fc.Arbitrary<Form>): fc.Arbitrary<Step> =>
  fc.record({ to: fc.constant(to), form: forms, times: fc.integer({ min: 1, max: 5 }), which: fc.nat() });

const keyed = fc.constantFrom('1', '2', '3', '5', '0', '9', '*', '#', '77', '').map((Digits): Form => ({ Digits }));
const ended = fc.constantFrom<Form[]>(
  { QueueResult: 'leave', QueueTime: '7' },
  { QueueResult: 'bridged', QueueTime: '7' },
  { QueueResult: 'queue-full' },
  { DialCallStatus: 'busy' },
  { DialCallStatus: 'completed', DialCallDuration: '5' },
  { RecordingUrl: 'https://api.example/RE1', RecordingDuration: '3', Digits: '#' },
);
const waited = keyed.map((form): Form => ({ ...form, QueuePosition: '1', QueueTime: '3' }));

const anyStep = fc.oneof(
  { weight: 6, arbitrary: stepTo('next', keyed) },
  { weight: 2, arbitrary: stepTo('next', ended) },
  { weight: 3, arbitrary: stepTo('again', fc.constant({})) },
  { weight: 2, arbitrary: stepTo('wait', waited) },
  {
    weight: 1,
    arbitrary: stepTo(
      'fallback',
      fc.constantFrom('11200', '12100').map((ErrorCode) => ({ ErrorCode })),
    ),
  },
  { weight: 1, arbitrary: stepTo('recording', fc.constant({ RecordingSid: `RE${'1'.repeat(32)}` })) },
  { weight: 1, arbitrary: stepTo('status', fc.constant({ CallStatus: 'completed' })) },
);

const ENTRY = '/twilio/voice';
const SILENCE = /<Response\/>$/;
const nextOf = (body: string): string | undefined =>
  / action="([^"#]+)/.exec(body)?.[1] ?? /<Redirect[^>]*>([^<#]+)/.exec(body)?.[1];

/** A call that takes any steps, and sees to it that each is answered as it should be. */
async function openCall() {
  const service = { contract: lookUp, ask: async () => ({ outcome: 'found', output: {} }) };
  const app = await openApp({ release: everyPhase, services: [service] });
  const call = app.dials();
  const sent: (readonly [path: string, form: Form])[] = [];
  const leads = { next: ENTRY, wait: ENTRY };

  const send = async (path: string, form: Form, times: number): Promise<void> => {
    sent.push([path, form]);
    const answers = await Promise.all(Array.from({ length: times }, () => call.tells(path, form)));
    for (const answer of answers) expectAnswer(path, answer);
    // The carrier can only use one of them, so any must do; a turn is answered alike however often it is told.
    if (path.startsWith('/twilio/call/')) for (const { body } of answers) expect(body).toBe(answers[0]?.body);
    const last = answers.at(-1)?.body ?? '';
    leads.next = nextOf(last) ?? leads.next;
    leads.wait = / waitUrl="([^"#]+)/.exec(last)?.[1] ?? leads.wait;
  };
  const isOver = () => app.facts(call.sid).some(({ type }) => type === 'call-ended');
  const expectAnswer = (path: string, { status, body }: Answer): void => {
    const isNotice = /status|recording/.test(path);
    expect([path, status]).toEqual([path, isNotice ? 204 : 200]);
    expect(SILENCE.test(body) && !isOver()).toBe(false);
  };
  const pathOf = (to: Step['to']): string => (to === 'next' || to === 'wait' ? leads[to] : `/twilio/${to}`);
  return {
    app,
    sid: call.sid,
    isOver,
    take: ({ to, form, times, which }: Step): Promise<void> => {
      const [path, again] = sent[which % sent.length] ?? [ENTRY, {}];
      return to === 'again' ? send(path, again, times) : send(pathOf(to), form, times);
    },
    enter: () => send(ENTRY, { CallStatus: 'ringing' }, 2),
  };
}

test('any webhooks, told twice, late and at once, leave each fact once, one line of revisions, and never silence', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { maxLength: 25 }), async (steps) => {
      const { app, sid, isOver, take, enter } = await openCall();
      await enter();
      for (const step of steps) await take(step);

      const commits = app.commits(sid);
      expect(commits.map(({ expected }) => expected)).toEqual(commits.map((_commit, index) => index));
      const turns = commits.map(({ next: { turn } }) => turn);
      expect(turns).toEqual(turns.toSorted((one, other) => one - other));
      // A recording may be told twice: under one id, so that it is stored once.
      const facts = app.facts(sid).filter(({ type }) => type !== 'recording-ready');
      expect(new Set(facts.map(({ id }) => id)).size).toBe(facts.length);
      expect(facts.filter(({ type }) => type === 'call-started')).toHaveLength(1);
      expect(facts.filter(({ type }) => type === 'call-ended')).toHaveLength(isOver() ? 1 : 0);
      expect(app.errors.filter((error) => !isRefusal(error))).toEqual([]);
    }),
    { numRuns: 150 },
  );
}, 30_000);

/** That the carrier could not use a reply is told as an error on purpose. */
const isRefusal = (error: unknown): boolean => typeof error === 'object' && error !== null && 'code' in error;

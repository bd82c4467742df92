import { describe, expect, test } from 'vitest';
import type { Twilio } from '../../../src/emulator/twilio.ts';
import { CALLER, emulate, HOTLINE } from '../support/call.ts';

const ANNA = '+15550001111';

/** Leads a live call to another document, by REST. */
async function lead({ restUrl, accountSid, authToken }: Twilio, callSid: string, url: string): Promise<void> {
  await fetch(`${restUrl}/2010-04-01/Accounts/${accountSid}/Calls/${callSid}.json`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` },
    body: new URLSearchParams({ Url: url }),
  });
}

// https://www.twilio.com/docs/voice/twiml/queue
describe('<Dial><Queue>', () => {
  const pages = {
    '/voice': ({ form }: { readonly form: Readonly<Record<string, string>> }) =>
      form.From === ANNA
        ? '<Dial action="/dialled" timeout="30"><Queue url="/whisper">login</Queue></Dial>'
        : '<Enqueue action="/left" waitUrl="/wait">login</Enqueue>',
    '/wait': '<Say>You are waiting.</Say><Pause length="20"/>',
    '/whisper': '<Say>You will now be connected.</Say>',
    '/left': '<Say>How did we do?</Say>',
    '/dialled': '<Say>The caller is gone.</Say>',
  };

  test('connects with whoever waits longest, after a document on their leg', async () => {
    const { twilio, application } = await emulate(pages);
    const caller = twilio.dial({ from: CALLER, to: HOTLINE });
    await caller.hears('You are waiting');
    await caller.waits(15);
    const agent = twilio.dial({ from: ANNA, to: HOTLINE });
    await caller.hears('now be connected');
    await caller.meets('bridged');
    await agent.meets('bridged');
    await agent.says('This is Anna.');
    expect(await caller.meets('told')).toMatchObject({ words: 'This is Anna.' });
    await agent.waits(40);
    await agent.hangsUp();
    await caller.hears('How did we do');
    expect(application.at('/whisper')[0]?.form).toMatchObject({
      CallSid: caller.sid,
      QueueTime: '15',
      DequeingCallSid: agent.sid,
    });
    expect(application.at('/left')[0]?.form).toMatchObject({ QueueResult: 'bridged', QueueTime: '15' });
    await twilio.settle();
    expect(application.at('/dialled')[0]?.form).toMatchObject({ DialCallStatus: 'completed', QueueResult: 'bridged' });
  });

  test('goes on with the agent when the caller hangs up, and tells both actions', async () => {
    const { twilio, application } = await emulate(pages);
    const caller = twilio.dial({ from: CALLER, to: HOTLINE });
    await caller.hears('You are waiting');
    const agent = twilio.dial({ from: ANNA, to: HOTLINE });
    await agent.meets('bridged');
    await agent.waits(10);
    await caller.hangsUp();
    await agent.hears('The caller is gone');
    expect(application.at('/left')[0]?.form).toMatchObject({ QueueResult: 'bridged', CallStatus: 'completed' });
    expect(application.at('/dialled')[0]?.form).toMatchObject({ DialCallStatus: 'completed', DialCallDuration: '10' });
  });

  test('that is empty waits for somebody to come', async () => {
    const { twilio } = await emulate({ ...pages, '/voice': pages['/voice'] });
    await twilio.dial({ from: CALLER, to: HOTLINE }).hangsUp();
    const agent = twilio.dial({ from: ANNA, to: HOTLINE });
    const failed = await agent.hears('The caller is gone');
    expect(failed).toBeDefined();
    await agent.ends();
    const opener = twilio.dial({ from: CALLER, to: HOTLINE });
    await opener.meets('queued');
    await opener.hangsUp();
    const patient = twilio.dial({ from: ANNA, to: HOTLINE });
    await patient.waits(12);
    const late = twilio.dial({ from: CALLER, to: HOTLINE });
    await patient.meets('bridged');
    await late.meets('bridged');
  });

  test('that stays empty gives up after its timeout', async () => {
    const { twilio, application } = await emulate(pages);
    const caller = twilio.dial({ from: CALLER, to: HOTLINE });
    await caller.meets('queued');
    await caller.hangsUp();
    const agent = twilio.dial({ from: ANNA, to: HOTLINE });
    const answered = await agent.meets('answered');
    const over = await agent.hears('The caller is gone');
    expect(over.at - answered.at).toBe(30_000);
    expect(application.at('/dialled')[0]?.form.DialCallStatus).toBe('no-answer');
  });

  test('takes the next one where the first hangs up in the whisper', async () => {
    const { twilio, application } = await emulate(pages);
    const first = twilio.dial({ from: CALLER, to: HOTLINE });
    await first.meets('queued');
    const second = twilio.dial({ from: '+14158675300', to: HOTLINE });
    await second.meets('queued');
    const agent = twilio.dial({ from: ANNA, to: HOTLINE });
    await first.hears('now be connected');
    await first.hangsUp();
    expect(await agent.meets('bridged')).toMatchObject({ with: second.sid });
    expect(application.at('/left')[0]?.form.QueueResult).toBe('bridging-in-process');
  });

  test('gives the caller back to the front of the queue where the agent is gone before the two are connected', async () => {
    const { twilio } = await emulate(pages);
    const caller = twilio.dial({ from: CALLER, to: HOTLINE });
    await caller.hears('You are waiting');
    const hasty = twilio.dial({ from: ANNA, to: HOTLINE });
    await caller.hears('now be connected');
    await hasty.hangsUp();
    await caller.hears('You are waiting');
    const agent = twilio.dial({ from: ANNA, to: HOTLINE });
    expect(await agent.meets('bridged')).toMatchObject({ with: caller.sid });
  });

  test('two agents who wait take two callers who come at once', async () => {
    const { twilio } = await emulate(pages);
    await twilio.dial({ from: CALLER, to: HOTLINE }).meets('queued');
    const agents = [ANNA, ANNA, ANNA].map((from) => twilio.dial({ from, to: HOTLINE }));
    await agents[0]?.meets('bridged');
    const callers = ['+14158675301', '+14158675302'].map((from) => twilio.dial({ from, to: HOTLINE }));
    const bridged = await Promise.all(agents.slice(1).map((agent) => agent.meets('bridged')));
    expect(bridged.map((event) => event.with)).toEqual(callers.map(({ sid }) => sid));
  });

  test('a caller who is led elsewhere by REST in the whisper is not connected', async () => {
    const { twilio, application } = await emulate({ ...pages, '/new': '<Say>Elsewhere.</Say>' });
    const caller = twilio.dial({ from: CALLER, to: HOTLINE });
    await caller.hears('You are waiting');
    const agent = twilio.dial({ from: ANNA, to: HOTLINE });
    await caller.hears('now be connected');
    await lead(twilio, caller.sid, `${application.url}/new`);
    await caller.hears('Elsewhere');
    await agent.hears('The caller is gone');
    await twilio.settle();
    expect(application.at('/left')[0]?.form.QueueResult).toBe('redirected');
    expect(application.at('/dialled')[0]?.form.DialCallStatus).toBe('no-answer');
  });

  test('a caller who is led elsewhere by REST leaves the agent, and the action is told', async () => {
    const { twilio, application } = await emulate({ ...pages, '/new': '<Say>Elsewhere.</Say>' });
    const caller = twilio.dial({ from: CALLER, to: HOTLINE });
    await caller.hears('You are waiting');
    const agent = twilio.dial({ from: ANNA, to: HOTLINE });
    await agent.meets('bridged');
    await lead(twilio, caller.sid, `${application.url}/new`);
    await caller.hears('Elsewhere');
    await agent.hears('The caller is gone');
    await twilio.settle();
    expect(application.at('/left')[0]?.form.QueueResult).toBe('redirected-from-bridged');
    expect(caller.transcript).not.toContain('How did we do');
  });
});

import { describe, expect, test } from 'vitest';
import { callTo } from '../support/call.ts';

// https://www.twilio.com/docs/voice/twiml/redirect
describe('<Redirect>', () => {
  test('hands over to another document, and what stands behind it is not reached', async () => {
    const { call, application } = await callTo({
      '/voice': '<Redirect>\n  /other\n</Redirect><Say>Never.</Say>',
      '/other': '<Say>Here.</Say>',
    });
    await call.hears('Here');
    await call.ends();
    expect(application.at('/other')[0]).toMatchObject({ method: 'POST', form: { CallStatus: 'ringing' } });
    expect(call.transcript).not.toContain('Never');
  });

  test('that is the first verb leaves the call ringing', async () => {
    const { call, application } = await callTo({
      '/voice': '<Redirect method="GET">/other</Redirect>',
      '/other': '<Reject reason="busy"/>',
    });
    const ended = await call.ends();
    expect(ended).toMatchObject({ status: 'busy', by: 'hotline' });
    expect(application.at('/other')[0]).toMatchObject({ method: 'GET', query: { CallStatus: 'ringing' } });
  });

  test('without end and without time is cut off with an error', async () => {
    const { call, application } = await callTo({ '/voice': '<Redirect/>' }, { switches: { longestChain: 20 } });
    await call.hears('application error');
    await call.ends();
    expect(application.at('/voice')).toHaveLength(20);
    expect(call.errors.map(({ code }) => code)).toEqual([12400]);
  });
});

// https://www.twilio.com/docs/voice/twiml/reject
describe('<Reject>', () => {
  test.each([
    ['<Reject/>', 'no-answer'],
    ['<Reject reason="busy"/>', 'busy'],
  ] as const)('%s does not answer the call', async (verb, status) => {
    const { call, application, twilio } = await callTo({ '/voice': verb });
    expect(await call.ends()).toMatchObject({ status });
    await twilio.settle();
    expect(application.at('/status')[0]?.form).toMatchObject({ CallStatus: status, CallDuration: '0' });
    expect(call.transcript).not.toContain('answered');
  });

  test('of a call that was answered only hangs up', async () => {
    const { call } = await callTo({ '/voice': '<Say>Hello.</Say><Reject/>' });
    expect(await call.ends()).toMatchObject({ status: 'completed' });
    expect(call.warnings.map(({ code }) => code)).toEqual([12200]);
  });
});

// https://www.twilio.com/docs/voice/twiml/hangup
describe('<Hangup>', () => {
  test('ends the call, and what stands behind it is not reached', async () => {
    const { call } = await callTo({ '/voice': '<Say>Hello.</Say><Hangup/><Say>Never.</Say>' });
    expect(await call.ends()).toMatchObject({ status: 'completed', by: 'hotline' });
    expect(call.transcript).not.toContain('Never');
  });

  test('as the first verb answers the call all the same', async () => {
    const { call } = await callTo({ '/voice': '<Hangup/>' });
    await call.meets('answered');
    expect(await call.ends()).toMatchObject({ status: 'completed' });
  });

  test('takes neither attributes nor verbs', async () => {
    const { call } = await callTo({ '/voice': '<Hangup reason="bored"><Say>Bye.</Say></Hangup>' });
    await call.ends();
    expect(call.warnings.map(({ code }) => code)).toEqual([12200, 12200, 12200]);
  });
});

// https://www.twilio.com/docs/voice/twiml: a document without a verb left ends the call.
test('an empty document answers and hangs up', async () => {
  const { call } = await callTo({ '/voice': '' });
  await call.meets('answered');
  expect(await call.ends()).toMatchObject({ status: 'completed', by: 'hotline' });
});

// https://www.twilio.com/docs/voice/twiml/leave
test('<Leave> outside of a queue is warned of and passed over', async () => {
  const { call } = await callTo({ '/voice': '<Leave/><Say>Still here.</Say>' });
  await call.hears('Still here');
  expect(call.warnings.map(({ code }) => code)).toEqual([12200]);
});

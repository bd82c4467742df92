import { describe, expect, test } from 'vitest';
import { type ConnectOptions, type ConnectWorld, runConnect } from '../../src/cli/connect.ts';

const LONDON = '+442079460100';
const HONG_KONG = '+85230000000';
const FOREIGN = '+12125550100';

interface Addresses {
  readonly voiceUrl: string;
  readonly voiceMethod: string;
}

const OLD: Addresses = { voiceUrl: '', voiceMethod: 'POST' };
const HERE: Addresses = { voiceUrl: 'https://hotline.example/twilio/voice', voiceMethod: 'POST' };

type World = ConnectWorld<Addresses>;

async function connect(options: ConnectOptions, parts: Partial<World> = {}) {
  const pointed: string[] = [];
  const printed: string[] = [];
  const complaints: string[] = [];
  const world: World = {
    account: {
      list: async () => [
        { sid: 'PN1', number: LONDON, onTrunk: false, addresses: OLD },
        { sid: 'PN2', number: HONG_KONG, onTrunk: false, addresses: HERE },
        { sid: 'PN3', number: FOREIGN, onTrunk: true, addresses: OLD },
      ],
      point: async (sid) => void pointed.push(sid),
    },
    numbers: [LONDON, HONG_KONG],
    addresses: HERE,
    publicUrl: 'https://hotline.example',
    fallbackUrl: 'https://hotline.example/twilio/fallback',
    ...parts,
  };
  const io = {
    print: (line: string) => void printed.push(line),
    complain: (line: string) => void complaints.push(line),
  };
  return { status: await runConnect(options, world, io), pointed, printed, complaints };
}

test("the hotline's own numbers are pointed here, and what was changed is told", async () => {
  expect(await connect({})).toEqual({
    status: 0,
    pointed: ['PN1'],
    printed: [
      `${LONDON} is now pointed here:`,
      '  voiceUrl: (none) -> https://hotline.example/twilio/voice',
      `${HONG_KONG} points here already.`,
    ],
    complaints: [],
  });
});

test('a dry run changes nothing and tells what it would', async () => {
  const { pointed, printed } = await connect({ dryRun: true });

  expect(pointed).toEqual([]);
  expect(printed[0]).toBe(`${LONDON} would be pointed here:`);
});

test('the same is given as JSON', async () => {
  const changes = [{ name: 'voiceUrl', before: '', after: HERE.voiceUrl }];
  const { printed } = await connect({ json: true });
  expect(JSON.parse(printed.join('\n'))).toEqual([
    { number: LONDON, changed: true, changes },
    { number: HONG_KONG, changed: false, changes: [] },
  ]);

  const dry = await connect({ json: true, dryRun: true });
  expect(JSON.parse(dry.printed.join('\n'))).toMatchObject([{ number: LONDON, changed: false, changes }, {}]);
});

test('a number that is named is pointed here, whosever it is; one on a trunk is told of', async () => {
  const { pointed, complaints } = await connect({ number: [FOREIGN] });

  expect(pointed).toEqual(['PN3']);
  expect(complaints).toEqual([`${FOREIGN} is on a SIP trunk: Twilio asks the trunk, not the hotline.`]);
});

test('all numbers of the account are pointed here where that is asked', async () => {
  expect((await connect({ number: ['all'] })).pointed).toEqual(['PN1', 'PN3']);
});

test('a number that was named and is not there fails, others of the hotline are only told of', async () => {
  const named = await connect({ number: [LONDON, '+6500000000'] });
  expect(named).toMatchObject({
    status: 1,
    pointed: ['PN1'],
    complaints: ['The account has no number +6500000000.'],
  });

  const own = await connect({}, { numbers: [LONDON, '+6500000000'] });
  expect(own).toMatchObject({ status: 0, complaints: ['The account has no number +6500000000.'] });
});

test('an account with none of the numbers fails', async () => {
  expect(await connect({}, { numbers: [] })).toMatchObject({
    status: 1,
    complaints: ['The account has none of the numbers: nothing was changed.'],
  });
});

test('to this machine itself, calls may go in the open', async () => {
  const loopback = { publicUrl: 'http://127.0.0.1:3000', fallbackUrl: 'http://localhost:3000/twilio/fallback' };
  expect((await connect({}, loopback)).status).toBe(0);
});

describe('wrong usage changes nothing', () => {
  const cases: readonly (readonly [ConnectOptions, Partial<World>, string])[] = [
    [{}, { publicUrl: undefined }, 'Set PUBLIC_URL to the address under which Twilio reaches this server.'],
    [
      {},
      { publicUrl: 'http://hotline.example' },
      'PUBLIC_URL must begin with https: what Twilio sends there is private.',
    ],
    [
      {},
      { fallbackUrl: 'http://static.example/f.xml' },
      'FALLBACK_URL must begin with https: what Twilio sends there is private.',
    ],
    [{ number: ['02079460100'] }, {}, '--number 02079460100 is no number in full. Write +85230000000, or all.'],
  ];

  test.each(cases)('%j %j', async (options, parts, complaint) => {
    expect(await connect(options, parts)).toEqual({ status: 2, pointed: [], printed: [], complaints: [complaint] });
  });
});

import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { dial } from '../../src/dial.ts';

/** Plays a script as a customer of the demo, in a hotline of its own; gives all that the caller heard. */
async function hears(script: string, scene: { readonly from: string; readonly to: string; readonly at: string }) {
  const [output, errors] = [new PassThrough(), new PassThrough()];
  const terminal = {
    input: new PassThrough(),
    output,
    errors,
    isTerminal: false,
    columns: 100,
    style: (_look: unknown, words: string) => words,
    signal: new AbortController().signal,
  };
  const status = await dial({ script, json: true, ...scene }, {}, terminal);
  output.end();
  errors.end();
  expect({ status, complaints: await text(errors) }).toEqual({ status: 0, complaints: '' });
  const lines = (await text(output)).trim().split('\n');
  return lines.flatMap((line): string[] => JSON.parse(line).heard ?? []).join(' ');
}

const LONDON = { from: '+447700900011', to: '+442079460100', at: '2026-11-23T10:00+00:00' };
const LONDON_AT_NIGHT = { ...LONDON, at: '2026-11-23T22:00+00:00' };
const BEIJING = { from: '+861000000012', to: '+861000000000', at: '2026-11-23T10:00+08:00' };
const SAN_FRANCISCO = { from: '+14155550111', to: '+14155550100', at: '2026-11-23T10:00-08:00' };
const NEW_YORK = { from: '+12125550112', to: '+12125550100', at: '2026-11-23T10:00-05:00' };

describe('a customer of the demo', () => {
  test('proves who they are by a code by e-mail, and hears of the payment they call about', async () => {
    const heard = await hears('2 1 2 code 1', LONDON);
    expect(heard).toContain('to the address that begins with o.');
    expect(heard).toContain('Thank you, I know it is you.');
    expect(heard).toContain('About your payment of seven hundred forty-nine pounds that did not go through, press 1.');
    expect(heard).toContain('To hear why, press 1.');
    expect(heard).not.toContain('Marlow');
  });

  test('hears why a payment abroad failed, once a text message has proved who they are', async () => {
    const heard = await hears('2 2 1 1 code', SAN_FRANCISCO);
    expect(heard).toMatch(/两百三十八美元没有成功/);
    expect(heard).toContain('原因是这张卡没有开通境外支付。');
    expect(heard).not.toMatch(/international_disabled|international-disabled|\b57\b/);
  });

  test('is quoted what a transfer costs, what arrives and when, with or without a person there', async () => {
    expect(await hears('3 1 2 1 2000# 1', BEIJING)).toMatch(/手续费是二十二元.*对方收到.*英镑.*到账.*以上是估算/);
    const atNight = await hears('1 3 1 1 2 1000# 1', LONDON_AT_NIGHT);
    expect(atNight).toMatch(/a fee of seven pounds and twenty pence.*Hong Kong dollars.*This is an estimate/);
  });

  test('hears where a transfer is, at the level that they have proved', async () => {
    const byText = await hears('3 2 1 code 20082000017# 1', NEW_YORK);
    expect(byText).toMatch(/doscientos cincuenta dólares está en el banco receptor.*empieza por R/);
    const byMail = await hears('3 2 2 code 20082000017# 1', NEW_YORK);
    expect(byMail).toContain('está en el banco receptor');
    expect(byMail).not.toContain('empieza por R');
  });

  test('hears nothing of a transfer that is somebody else’s', async () => {
    const heard = await hears('3 2 1 code 20082000017# 1', LONDON);
    expect(heard).not.toMatch(/receiving bank|two hundred fifty/);
    expect(heard).toMatch(/no transfer|cannot find|not find/i);
  });
});

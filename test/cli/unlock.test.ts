import { describe, expect, test } from 'vitest';
import { runUnlock } from '../../src/cli/unlock.ts';

const NUMBER = '+85291234567';

async function run(number: string, forget?: (number: string) => Promise<boolean>) {
  const said: string[] = [];
  const complaints: string[] = [];
  const status = await runUnlock(number, forget, {
    print: (line) => void said.push(line),
    complain: (line) => void complaints.push(line),
  });
  return { status, said, complaints };
}

describe('hotline unlock', () => {
  test('forgets what is kept of a number, and shows it masked', async () => {
    const forgotten: string[] = [];
    const { status, said } = await run(NUMBER, async (number) => forgotten.push(number) > 0);
    expect({ status, said }).toEqual({ status: 0, said: ['+852***67 may ask for codes again.'] });
    expect(forgotten).toEqual([NUMBER]);
  });

  test('says where nothing is kept', async () => {
    expect(await run(NUMBER, async () => false)).toMatchObject({ status: 0, said: ['Nothing is kept of +852***67.'] });
  });

  test.each(['91234567', '+0123', 'anna', ''])('takes "%s" for no number', async (number) => {
    const { status, complaints } = await run(number, async () => true);
    expect(status).toBe(2);
    expect(complaints).toEqual([`${number} is no telephone number in full, as +85291234567.`]);
  });

  test('cannot reach the memory of another process, and says what can', async () => {
    expect(await run(NUMBER)).toEqual({
      status: 1,
      said: [],
      complaints: ['Without REDIS_URL locks are in the memory of the hotline: start it again.'],
    });
  });
});

import { scryptSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { isE164 } from '../../src/values/phone-number.ts';
import { okpay } from '../support/okpay-release.ts';

const AgentsFile = z.strictObject({
  line: z.string().refine(isE164),
  agents: z.record(
    z.string().refine(isE164),
    z.strictObject({
      name: z.string(),
      queues: z.array(z.string()),
      languages: z.array(z.string()),
      pin: z.strictObject({ salt: z.base64(), hash: z.base64() }),
    }),
  ),
});
const { line, agents } = AgentsFile.parse(parse(await readFile('config/agents.yaml', 'utf8')));

describe('the shipped configuration', () => {
  test('has the five queues, and agents for each in every language', () => {
    const queues = Object.keys(okpay.queues);
    expect(queues.toSorted()).toEqual(['complaints', 'cross-border', 'general', 'login', 'payment-status']);
    const staffed = Object.values(agents).flatMap(({ queues: own, languages }) =>
      own.flatMap((queue) => languages.map((language) => `${queue} in ${language}`)),
    );
    const wanted = queues.flatMap((queue) => Object.keys(okpay.languages).map((language) => `${queue} in ${language}`));
    expect(staffed.toSorted()).toEqual(wanted.toSorted());
  });

  test('keeps the line of agents apart from the numbers of callers', () => {
    expect(Object.keys(okpay.numbers)).not.toContain(line);
  });

  test('keeps the PIN of the demo agent as its comment says', () => {
    const [demo] = Object.values(agents);
    const hash = scryptSync('314159', Buffer.from(demo?.pin.salt ?? '', 'base64'), 32, { N: 16_384, r: 8, p: 1 });
    expect(demo?.pin.hash).toBe(hash.toString('base64'));
  });

  test('has a number for every region, and one that leaves the region open', () => {
    const regions = Object.values(okpay.numbers).map(({ region }) => region);
    expect(new Set(regions)).toEqual(new Set([...Object.keys(okpay.regions), undefined]));
  });

  test('lets +1 decide no region', () => {
    expect(Object.values(okpay.regions).flatMap(({ countryCodes }) => countryCodes)).not.toContain('+1');
  });
});

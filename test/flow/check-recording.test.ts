import { describe, expect, test } from 'vitest';
import type { Edit } from './support/edit.ts';
import { extra, found } from './support/found.ts';

const UNASKED = ['recording-unasked: A caller whose region asks for consent can come here without having chosen it.'];

const inRegion = (recording: string): Edit => ['regions.yaml', '["+852"] }', `["+852"], recording: ${recording} }`];

/** What is found in a flow whose one region has this policy, with these nodes more. */
const foundUnder = (policy: string, ...lines: readonly string[]): readonly string[] =>
  found(inRegion(policy), ...extra(...lines));

const RECORDED = 'recorded: { type: recording, talks: recorded, next: to-partner }';
const ASKED = [
  'extra: { type: menu, prompt: main-menu, choices: [',
  '  { dtmf: "1", label: agree, next: recorded }, { dtmf: "2", label: refuse, next: to-partner } ], exhausted: EXHAUSTED }',
];
const askedWith = (exhausted: string) => ASKED.map((line) => line.replace('EXHAUSTED', exhausted));

describe('a talk is recorded where consent is asked for', () => {
  test('only after a choice in a menu', () => {
    expect(foundUnder('consent', ...askedWith('to-partner'), RECORDED)).toEqual([]);
    expect(foundUnder('consent', 'extra: { type: play, prompt: welcome, next: recorded }', RECORDED)).toEqual(UNASKED);
  });

  test('never because the caller said nothing', () => {
    expect(foundUnder('consent', ...askedWith('recorded'), RECORDED)).toEqual(UNASKED);
  });

  test('never after a choice that something else followed', () => {
    const then = 'then: { type: play, prompt: welcome, next: recorded }';
    const lines = askedWith('to-partner').map((line) => line.replace('next: recorded', 'next: then'));
    expect(foundUnder('consent', ...lines, then, RECORDED)).toEqual(UNASKED);
  });

  test('never by a key that works everywhere', () => {
    const keys: Edit = ['hotline.yaml', '"9": main-menu', '"9": main-menu, "8": recorded'];
    expect(found(inRegion('consent'), keys, ...extra(...askedWith('to-partner'), RECORDED))).toEqual(UNASKED);
  });

  test('never by the choice of a region, of which nobody knew what it asks for', () => {
    const lines = askedWith('to-partner').map((line) =>
      line.replace('label: agree,', 'label: agree, set: { region: hk },'),
    );
    expect(foundUnder('consent', ...lines, RECORDED)).toEqual(UNASKED);
  });
});

describe('a branch on the policy', () => {
  const by = (exits: string) => `extra: { type: branch, on: recordingPolicy, exits: { ${exits} } }`;
  const [first = '', second = ''] = askedWith('to-partner');
  const asked = [first.replace('extra', 'ask'), second];

  test('lets a notice be enough where it is', () => {
    expect(
      foundUnder(
        'consent',
        by('notice: recorded, consent: ask, off: to-partner'),
        ...asked,
        'recorded: { type: recording, talks: recorded, next: to-partner }',
      ),
    ).toEqual([]);
    expect(foundUnder('consent', by('consent: recorded, else: to-partner'), RECORDED)).toEqual(UNASKED);
    expect(foundUnder('consent', by('consent: to-partner, else: recorded'), RECORDED)).toEqual([]);
    expect(foundUnder('consent', by('off: to-partner, else: recorded'), RECORDED)).toEqual(UNASKED);
  });

  test('is forgotten once the region is another', () => {
    const move = 'move: { type: set, set: { region: hk }, next: recorded }';
    expect(foundUnder('consent', by('notice: move, else: to-partner'), move, RECORDED)).toEqual(UNASKED);
  });

  test('has an exit for each policy, and nobody sets the policy', () => {
    expect(foundUnder('notice', by('notice: to-partner, off: to-partner'))).toEqual([
      'branch-incomplete: The exits of `extra` do not cover every case: consent lead nowhere.',
    ]);
    expect(foundUnder('notice', 'extra: { type: set, set: { recordingPolicy: off }, next: to-partner }')).toContain(
      'wrong-type: `recordingPolicy` is set by the hotline itself.',
    );
  });
});

test.each(['notice', 'off'])('where every region has the policy %s, no choice is needed', (policy) => {
  expect(foundUnder(policy, 'extra: { type: play, prompt: welcome, next: recorded }', RECORDED)).toEqual([]);
});

test('what is not recorded needs no choice, and a policy is one of three', () => {
  const node = 'extra: { type: recording, talks: not-recorded, next: to-partner }';
  expect(foundUnder('consent', node)).toEqual([]);
  expect(foundUnder('sometimes', node)).toEqual([expect.stringMatching(/^wrong-value: .*notice.*consent.*off/)]);
});

test('the prompt by which callers are told is one that there is', () => {
  expect(foundUnder('notice', 'extra: { type: recording, talks: recorded, told: nowhere, next: to-partner }')).toEqual([
    expect.stringMatching(/^prompt-missing: .*nowhere/),
  ]);
});

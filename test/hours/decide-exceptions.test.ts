import { describe, expect, test } from 'vitest';
import { ask, calendarWith, closure, eachDate, holiday, makeUpDay, override } from './calendars.ts';

const cn = calendarWith({
  holidays: eachDate('2026-02-15', '2026-02-23', holiday('Spring Festival')),
  makeUpDays: { '2026-02-14': makeUpDay('Make-up day', 1), '2026-02-28': makeUpDay('Make-up day', 1) },
});

describe('closures and overrides', () => {
  const at = '2026-11-24T10:00+08:00';
  const during = ['2026-11-24T09:30+08:00', '2026-11-24T15:00+08:00'] as const;

  test('a closure closes an open line until it ends, and says why', () => {
    expect(ask(cn, at, { closures: [closure(...during)] })).toMatchObject({
      state: 'closed',
      liveState: 'closed',
      layer: 'closure',
      reason: 'maintenance',
      rule: { layer: 'closure' },
      until: '2026-11-24T15:00:00+08:00',
      nextOpen: '2026-11-24T15:00:00+08:00',
    });
  });

  test('a closure begins and ends to the millisecond', () => {
    const closures = [closure(...during)];
    expect(ask(cn, '2026-11-24T09:29:59.999+08:00', { closures })).toMatchObject({
      state: 'open',
      until: '2026-11-24T09:30:00+08:00',
    });
    expect(ask(cn, '2026-11-24T14:59:59.999+08:00', { closures }).state).toBe('closed');
    expect(ask(cn, '2026-11-24T15:00:00+08:00', { closures }).state).toBe('open');
  });

  test('a closure is stronger than an override that opens', () => {
    const asked = ask(cn, at, { closures: [closure(...during)], overrides: [override('open', ...during)] });
    expect(asked).toMatchObject({ state: 'closed', layer: 'closure' });
  });

  test('an override opens a holiday, and closes an ordinary day', () => {
    const opens = override('open', '2026-02-16T10:00+08:00', '2026-02-16T12:00+08:00', {
      message: { en: 'Open today' },
    });
    expect(ask(cn, '2026-02-16T11:00+08:00', { overrides: [opens] })).toMatchObject({
      state: 'open',
      layer: 'override',
      names: { en: 'Open today' },
      until: '2026-02-16T12:00:00+08:00',
      nextOpen: '2026-02-24T09:00:00+08:00',
    });
    expect(ask(cn, at, { overrides: [override('closed', ...during)] })).toMatchObject({
      state: 'closed',
      layer: 'override',
    });
  });

  test('an override is the next opening when it is the first', () => {
    const overrides = [override('open', '2026-02-16T10:00+08:00', '2026-02-16T12:00+08:00')];
    expect(ask(cn, '2026-02-15T10:00+08:00', { overrides }).nextOpen).toBe('2026-02-16T10:00:00+08:00');
  });

  test('an override shorter than a span leaves the rest of it', () => {
    const overrides = [override('closed', '2026-11-24T11:00+08:00', '2026-11-24T11:10+08:00')];
    expect(ask(cn, at, { overrides })).toMatchObject({
      until: '2026-11-24T11:00:00+08:00',
      nextOpen: '2026-11-24T11:10:00+08:00',
    });
  });

  test('an override that closes up to the opening does not delay it', () => {
    const overrides = [override('closed', '2026-11-24T06:00+08:00', '2026-11-24T09:00+08:00')];
    expect(ask(cn, '2026-11-24T07:00+08:00', { overrides }).nextOpen).toBe('2026-11-24T09:00:00+08:00');
  });

  test('of two overrides the narrower decides, then the later, then the one that closes', () => {
    const [from, until] = during;
    const decides = (...overrides: ReturnType<typeof override>[]) =>
      ask(cn, at, { overrides, queue: { id: 'login' } }).state;

    expect(decides(override('closed', from, until), override('open', from, until, { regions: ['cn'] }))).toBe('open');
    expect(
      decides(
        override('closed', from, until, { regions: ['cn'] }),
        override('open', from, until, { queues: ['login'] }),
      ),
    ).toBe('open');
    expect(decides(override('closed', from, until), override('open', '2026-11-24T09:45+08:00', until))).toBe('open');
    expect(decides(override('open', from, until), override('closed', from, until))).toBe('closed');
    expect(decides(override('closed', from, until), override('open', from, until))).toBe('closed');
  });

  test('what is for another region or another queue is passed over', () => {
    const others = [closure(...during, { regions: ['hk', 'jp'] }), closure(...during, { queues: ['login'] })];
    expect(ask(cn, at, { closures: others }).state).toBe('open');
    expect(ask(cn, at, { closures: others, queue: { id: 'general' } }).state).toBe('open');
    expect(ask(cn, at, { closures: others, queue: { id: 'login' } }).state).toBe('closed');
  });

  test('maintenance over midnight closes two regions on their different dates', () => {
    const closures = [closure('2026-11-24T23:30Z', '2026-11-25T02:00Z', { regions: ['jp', 'us-west'] })];
    const tokyo = calendarWith({ id: 'jp', zone: 'Asia/Tokyo' });
    const losAngeles = calendarWith({ id: 'us-west', zone: 'America/Los_Angeles' });
    expect(ask(tokyo, '2026-11-25T00:30Z', { closures })).toMatchObject({
      layer: 'closure',
      nextOpen: '2026-11-25T11:00:00+09:00',
    });
    expect(ask(losAngeles, '2026-11-25T00:30Z', { closures })).toMatchObject({
      layer: 'closure',
      nextOpen: '2026-11-25T09:00:00-08:00',
    });
  });

  test('a closure longer than the horizon leaves no end and no opening', () => {
    const closures = [closure('2026-01-01T00:00Z', '2030-01-01T00:00Z')];
    expect(ask(cn, at, { closures })).toMatchObject({ until: undefined, nextOpen: undefined });
  });
});

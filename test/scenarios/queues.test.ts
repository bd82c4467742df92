import { describe, test } from 'vitest';
import type { Closure } from '../../src/hours/calendar.ts';
import { callTo } from '../support/caller.ts';
import { HONG_KONG, MAINTENANCE, OPEN } from '../support/moments.ts';

const QUEUES = [
  ['1', 'login'],
  ['2', 'payment-status'],
  ['3', 'cross-border'],
  ['4', 'complaints'],
  ['5', 'general'],
] as const;

const queued = (key: string, language: 'zh-CN' | 'en' = 'en', closures: readonly Closure[] = []) =>
  callTo({ from: '+85291234567', to: HONG_KONG, at: OPEN, language, closures }).presses(key).presses('0');

describe.each(QUEUES)('after key %s, waiting for %s', (key, queue) => {
  test('the caller is told their place, and how not to wait', () => {
    queued(key).isQueuedFor(queue).waits(3, 30).hears('You are third in line.', 'For a callback instead, press 1.');
    queued(key, 'zh-CN').isQueuedFor(queue).waits(3, 30).hears('您现在排在第三位', '预约回电，请按1；留言，请按2。');
  });

  test('key 1 books a callback and key 2 leaves a message', () => {
    const leaves = { type: 'queue-left', queue, result: 'left' } as const;
    queued(key)
      .presses('1')
      .hears('We will call the number you are calling from')
      .leaves({ ...leaves, exit: 'callback' });
    queued(key)
      .presses('2')
      .isRecorded('voicemail')
      .leaves({ ...leaves, exit: 'message' });
  });

  test('nine goes back to the main menu', () => {
    queued(key).presses('9').hears('Main menu.');
  });

  test('after a talk with an agent the caller may go on', () => {
    queued(key, 'zh-CN').comesOut('bridged').hears('还需要其他服务，请按1。').presses('1').hears('主菜单。');
    queued(key).comesOut('bridged').hears('For anything else, press 1.').presses('2').isLetGo();
  });

  test('ten minutes without an agent lead to other ways', () => {
    queued(key).waits(2, 600).hears('all our agents are still on other calls', 'To ask for a callback, press 1.');
    queued(key, 'zh-CN')
      .waits(2, 600)
      .hears('客服代表现在都在通话中', '再次转接人工，请按3。')
      .presses('3')
      .isQueuedFor(queue);
  });

  test('a full queue leads to other ways', () => {
    queued(key).comesOut('full').hears('too many people are waiting').presses('2').isRecorded('voicemail');
  });

  test('a queue that fails leads to an apology and other ways', () => {
    queued(key)
      .comesOut('failed')
      .hears('I cannot connect you to a person right now')
      .presses('1')
      .hears('We will call the number');
  });

  test('a team that is off while others answer is told apart from the whole line', () => {
    const closure = { ...MAINTENANCE, queues: [queue] };
    queued(key, 'en', [closure])
      .hears('the team for this is off at the moment', 'To leave a message, press 2.')
      .leaves({ type: 'queue-closed', queue });
    queued(key, 'zh-CN', [closure]).hears('这项业务的团队现在休息').presses('2').isRecorded('voicemail');
  });

  test('hanging up while waiting is an abandoned call', () => {
    queued(key).hangsUp().leaves({ type: 'call-ended', disposition: 'abandoned-in-queue' });
  });
});

test.each([
  ['2', 'payment-status'],
  ['3', 'cross-border'],
])('after key %s, who waits for %s is told once what to have ready', (key, queue) => {
  queued(key).hears('Please have your payment number', 'the last four digits of your card ready').isQueuedFor(queue);
  queued(key, 'zh-CN')
    .hears('请准备好支付编号、金额和卡号后四位。')
    .waits(1, 60)
    .doesNotHear(/请准备好/);
});

describe('the offer of other ways', () => {
  test('silence is led to a message, and never let go without a word', () => {
    queued('1')
      .comesOut('full')
      .saysNothing()
      .hears('I did not hear')
      .saysNothing()
      .saysNothing()
      .isRecorded('voicemail');
  });

  test('a key that is not offered is asked again', () => {
    queued('1').comesOut('full').presses('5').hears('not one of the choices', 'To ask for a callback, press 1.');
  });

  test('a queue that is full again and again is asked again and again by the caller alone', () => {
    const caller = queued('1').comesOut('full');
    for (let time = 0; time < 5; time += 1)
      caller.presses('3').isQueuedFor('login').comesOut('full').hears('too many people');
  });
});

describe('waiting a second time', () => {
  test('a caller who gave up on a queue can wait in one again', () => {
    queued('1')
      .waits(2, 600)
      .hears('all our agents')
      .presses('3')
      .isQueuedFor('login')
      .waits(1, 30)
      .hears('You are first in line.');
  });

  test('nought does not cost a waiting caller their place', () => {
    queued('1').presses('0').hears('You are first in line.');
  });
});

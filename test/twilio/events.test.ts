import { describe, expect, test } from 'vitest';
import { toEvents, toWaitEvent } from '../../src/twilio/events.ts';
import { readVoiceRequest, type VoiceRequest } from '../../src/twilio/voice-request.ts';

const RE = `RE${'a'.repeat(32)}`;

function webhook(parameters: Readonly<Record<string, string>>): VoiceRequest {
  const request = readVoiceRequest(
    { CallSid: `CA${'0'.repeat(32)}`, CallStatus: 'in-progress', ...parameters },
    undefined,
  );
  if (!request) throw new Error('not a voice webhook');
  return request;
}

describe('what a webhook tells', () => {
  test.each([
    [{ Digits: '12#', FinishedOnKey: '' }, [{ type: 'digits', digits: '12#' }]],
    [{ Digits: '', FinishedOnKey: '' }, [{ type: 'no-input' }]],
    [{}, [{ type: 'no-input' }]],
    [{ Digits: '', FinishedOnKey: '#' }, [{ type: 'digits', digits: '#' }]],
    [{ SpeechResult: '人工', Confidence: '0.62' }, [{ type: 'speech', text: '人工', confidence: 0.62 }]],
    [{ SpeechResult: 'agent' }, [{ type: 'speech', text: 'agent', confidence: undefined }]],
    [{ SpeechResult: 'agent', Confidence: 'NaN' }, [{ type: 'speech', text: 'agent', confidence: undefined }]],
    [{ SpeechResult: 'agent', Confidence: '7' }, [{ type: 'speech', text: 'agent', confidence: undefined }]],
    [
      { RecordingUrl: `https://api.example.com/Recordings/${RE}`, RecordingDuration: '8', Digits: '#' },
      [{ type: 'recorded', recording: RE, seconds: 8 }],
    ],
    [
      {
        RecordingUrl: `https://api.example.com/Recordings/${RE}`,
        RecordingDuration: '8',
        Digits: 'hangup',
        CallStatus: 'completed',
      },
      [
        { type: 'hung-up', status: 'completed' },
        { type: 'recorded', recording: RE, seconds: 8 },
      ],
    ],
    [{ QueueResult: 'leave', QueueTime: '31' }, [{ type: 'left-queue', result: 'left', waitSeconds: 31 }]],
    [{ QueueResult: 'queue-full' }, [{ type: 'left-queue', result: 'full', waitSeconds: 0 }]],
    [{ QueueResult: 'system-error' }, [{ type: 'left-queue', result: 'failed', waitSeconds: 0 }]],
    [{ QueueResult: 'something-new' }, [{ type: 'left-queue', result: 'failed', waitSeconds: 0 }]],
    [
      { QueueResult: 'hangup', QueueTime: '12', CallStatus: 'completed' },
      [
        { type: 'hung-up', status: 'completed' },
        { type: 'left-queue', result: 'hung-up', waitSeconds: 12 },
      ],
    ],
    [
      { DialCallStatus: 'completed', DialCallDuration: '61' },
      [{ type: 'dialled', outcome: 'completed', talkSeconds: 61 }],
    ],
    [{ DialCallStatus: 'no-answer' }, [{ type: 'dialled', outcome: 'no-answer', talkSeconds: 0 }]],
    [{ DialCallStatus: 'canceled' }, [{ type: 'dialled', outcome: 'failed', talkSeconds: 0 }]],
  ])('%j', (parameters, events) => {
    expect(toEvents(webhook(parameters))).toEqual(events);
  });
});

test('a wait document is asked with the place, the time and the key', () => {
  expect(toWaitEvent(webhook({ QueuePosition: '3', QueueTime: '62', Digits: '1' }))).toEqual({
    position: 3,
    waitSeconds: 62,
    digits: '1',
  });
  expect(toWaitEvent(webhook({}))).toEqual({ position: 1, waitSeconds: 0 });
});

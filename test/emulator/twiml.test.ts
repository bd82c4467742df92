import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDocument } from '../../src/emulator/twiml/document.ts';

const codes = (text: string) => {
  const reading = readDocument(text);
  return reading.type === 'document' ? reading.notes.map(({ code }) => code) : [reading.note.code];
};

// https://www.twilio.com/docs/api/errors/12100
describe('a document is refused', () => {
  test.each([
    [' <?xml version="1.0"?><Response/>', 'white space before it'],
    ['\uFEFF<Response/>', 'a byte order mark before it'],
    ['', 'nothing in it'],
    ['Hello', 'no element'],
    ['<Response><Say>Hello</Response>', 'an element that is not closed'],
    ['<Response/><Response/>', 'two roots'],
    ['<response/>', 'a root in the wrong case'],
    ['<!DOCTYPE r [<!ENTITY a "b">]><Response><Say>&a;</Say></Response>', 'a document type'],
    ['<Response><Say>&nbsp;</Say></Response>', 'an entity that XML does not have'],
    ['<Response><Redirect>/a?b=1&c=2</Redirect></Response>', 'a bare ampersand'],
    ['<Response><Say>\u0001</Say></Response>', 'a control character'],
    ['<Response><Say a="1" a="2">x</Say></Response>', 'an attribute twice'],
  ])('%j for %s', (text) => {
    expect(codes(text)).toEqual([12100]);
  });
});

// https://www.twilio.com/docs/api/errors/12200
describe('what the schema does not know is warned of and passed over', () => {
  test.each([
    '<Shout>Hello</Shout>',
    '<say>Hello</say>',
    '<Say Voice="man">Hello</Say>',
    '<Pause>2</Pause><Sleep/>',
    '<Redirect><Say>Hello</Say></Redirect>',
    'Hello',
    '<Gather numdigits="1"/>',
    '<Dial><Sip>sip:a@b</Sip></Dial>',
  ])('%s', (inner) => {
    expect(codes(`<Response>${inner}</Response>`)).toEqual([12200]);
  });

  test('with the line where it stands', () => {
    const reading = readDocument('<Response>\n<Pause/>\n<Shout/>\n</Response>');
    expect(reading).toMatchObject({ verbs: [{ type: 'pause' }], notes: [{ line: 3 }] });
  });
});

test('comments, processing instructions and CDATA are as XML has them', () => {
  const text = '<?xml version="1.0"?><!-- a --><Response><!-- b --><?x y?><Say><![CDATA[1 < 2 & 3]]></Say></Response>';
  expect(readDocument(text)).toMatchObject({ verbs: [{ type: 'say', text: '1 < 2 & 3' }], notes: [] });
});

test('any text is a document or is refused, and never throws', () => {
  const pieces = fc.constantFrom(
    '<Response>',
    '</Response>',
    '<Say>',
    '</Say>',
    '<Gather numDigits="0">',
    '&amp;',
    '&',
    '<!--',
    '-->',
    ']]>',
    'x',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(pieces).map((parts) => parts.join('')),
      ),
      (text) => {
        expect(['document', 'unreadable']).toContain(readDocument(text).type);
      },
    ),
  );
});

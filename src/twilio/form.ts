import { parse } from 'fast-querystring';
import type { Parameters } from './signature.ts';

/** Twilio sends about thirty; a form with more than this is not Twilio's. */
const MAX_PARAMETERS = 200;

/**
 * The parameters of a form body; nothing where it is no form that Twilio could have sent: too many parameters, broken
 * percent-encoding, or text that is not UTF-8.
 */
export function readForm(body: string): Parameters | undefined {
  if (countOf(body) > MAX_PARAMETERS || /%(?![0-9A-Fa-f]{2})/.test(body)) return undefined;
  const parameters = parse(body) as Parameters;
  // The parser leaves text that is not UTF-8 as it stands, percent signs and all.
  if (body.includes('%') && !isDecodable(body)) return undefined;
  return parameters;
}

function countOf(body: string): number {
  let count = 1;
  for (let at = body.indexOf('&'); at >= 0 && count <= MAX_PARAMETERS; at = body.indexOf('&', at + 1)) count += 1;
  return count;
}

/** Only bytes above ASCII can be bad UTF-8; most forms have none. */
function isDecodable(body: string): boolean {
  if (!/%[89A-Fa-f][0-9A-Fa-f]/.test(body)) return true;
  try {
    decodeURIComponent(body);
    return true;
  } catch {
    return false;
  }
}

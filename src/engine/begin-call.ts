import type { Call } from '../flow/call.ts';
import type { CallEvent } from '../flow/events.ts';
import type { Release } from '../flow/release.ts';
import type { CallSid } from '../values/call-sid.ts';
import type { E164 } from '../values/phone-number.ts';

/** A call that has just come in, about to enter the first node of the release. `at` is epoch ms. */
export function beginCall(
  release: Release,
  sid: CallSid,
  { event, at }: { readonly event: Extract<CallEvent, { type: 'answered' }>; readonly at: number },
): Call {
  const { caller, dialled } = event;
  const region = regionOf(release, dialled, caller);
  return {
    version: 1,
    sid,
    release: release.id,
    ...(caller === undefined ? {} : { caller }),
    dialled,
    startedAt: at,
    language: release.numbers[dialled]?.language ?? release.defaultLanguage,
    ...(region === undefined ? {} : { region }),
    verification: { level: 'none', at },
    variables: {},
    node: release.start,
    phase: 'ready',
    stack: [],
    heard: [],
    spoken: [],
    failedVisits: 0,
    requests: 0,
  };
}

/** The region of the number dialled, else of the caller's country code where just one region has it. */
function regionOf({ numbers, regions }: Release, dialled: string, caller: E164 | undefined): string | undefined {
  const own = numbers[dialled]?.region;
  if (own !== undefined || caller === undefined) return own;
  const fits = Object.entries(regions).filter(([, { countryCodes }]) =>
    countryCodes.some((code) => caller.startsWith(code)),
  );
  return fits.length === 1 ? fits[0]?.[0] : undefined;
}

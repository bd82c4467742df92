import type { Entry, Seed } from '../demo/demo-store.ts';
import { EAST_ASIA } from './east-asia.ts';
import { EUROPE } from './europe.ts';
import { NORTH_AMERICA } from './north-america.ts';
import { INCIDENT, PROMOTIONS } from './offers.ts';
import { OTHER_ASIA } from './other-asia.ts';
import { entriesOf } from './person.ts';
import { SOUTH } from './south.ts';

const PEOPLE = [...EAST_ASIA, ...OTHER_ASIA, ...EUROPE, ...NORTH_AMERICA, ...SOUTH];

const offers: readonly Entry[] = [
  ...PROMOTIONS.map((document): Entry => ({ kind: 'promotion', id: document.id, document })),
  { kind: 'incident', id: INCIDENT.id, document: INCIDENT },
];

/** What the demo back office begins with. Whoever changes anything of it gives it another version. */
export const DEMO_SEED: Seed = { version: '1', entries: [...PEOPLE.flatMap(entriesOf), ...offers] };

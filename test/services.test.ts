import { expect, test } from 'vitest';
import { createMemoryCodeLedger } from '../src/identity/codes/code-ledger.ts';
import { createKeyedHashes } from '../src/identity/codes/keyed-hashes.ts';
import { createIdentityServices } from '../src/identity/identity-services.ts';
import { createMemoryLimits } from '../src/queues/limits.ts';
import { CONTRACTS, createServices } from '../src/services.ts';

const nothing = { info: () => undefined, warn: () => undefined, error: () => undefined };

test('whatever flows may ask is performed by one service, and no service is beyond what flows may ask', () => {
  const identity = createIdentityServices({
    ledger: createMemoryCodeLedger(),
    limits: createMemoryLimits(() => 0),
    hashes: createKeyedHashes('a secret of the tests'),
    findContact: async () => undefined,
    channels: {},
    pace: (work) => work(),
    afterwards: { add: () => undefined },
    log: nothing,
  });
  const services = createServices({
    hours: { closures: () => [], overrides: () => [] },
    backOffice: { ask: async () => ({ outcome: 'unavailable', output: {} }) },
    identity: { services: identity },
    stores: { knownCallers: undefined },
  });

  const names = services.map(({ contract }) => contract.service);
  expect(new Set(names).size).toBe(names.length);
  expect(names.toSorted()).toEqual(CONTRACTS.map(({ service }) => service).toSorted());
});

import { Counter, type Registry } from 'prom-client';
import type { CallStore } from '../calls/ports.ts';
import type { Fact } from '../flow/facts.ts';

/** Facts that somebody has to look after: the caller was served, but not as it was meant. */
const FAULTS = [
  'hours-uncovered',
  'effect-unknown',
  'bound-reached',
  'reply-refused',
  'state-lost',
  'release-lost',
  'failed',
] as const satisfies readonly Fact['type'][];

/** Gives a store that counts what becomes of calls, by the facts that it keeps. */
export function createCallMetrics(registry: Registry): (store: CallStore) => CallStore {
  const count = createCounting(registry);
  return (store) => ({
    ...store,
    async commit(commit) {
      const kept = await store.commit(commit);
      if (kept && commit.batch) for (const fact of commit.batch.facts) count(fact);
      return kept;
    },
    async append(sid, batch) {
      await store.append(sid, batch);
      for (const fact of batch.facts) count(fact);
    },
  });
}

function createCounting(registry: Registry): (fact: Fact) => void {
  const registers = [registry];
  const started = new Counter({ name: 'hotline_calls_started_total', help: 'Calls that began.', registers });
  const ended = new Counter({
    name: 'hotline_calls_ended_total',
    help: 'Calls that ended, by how.',
    labelNames: ['disposition'],
    registers,
  });
  const faults = new Counter({
    name: 'hotline_call_faults_total',
    help: 'Faults that calls met, by kind: the caller was served, but not as it was meant.',
    labelNames: ['fault'],
    registers,
  });
  for (const fault of FAULTS) faults.inc({ fault }, 0);
  const known = new Set<Fact['type']>(FAULTS);

  return (fact) => {
    if (fact.type === 'call-started') started.inc();
    else if (fact.type === 'call-ended') ended.inc({ disposition: fact.disposition });
    else if (known.has(fact.type)) faults.inc({ fault: fact.type });
  };
}

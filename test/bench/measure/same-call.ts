import { type RunningVariant, withConnections } from '../bed/running-variant.ts';
import type { VariantName } from '../bed/variants.ts';
import { spokenIn } from '../call-script.ts';
import { beginCall, noteAnswer, scriptedTurn } from '../load/call-pool.ts';
import type { Answer, HttpConnection } from '../load/http-connection.ts';
import type { LoadTarget } from '../load/target.ts';

/** The answers of one whole call: the verbs of each turn, and the mean size of a body in bytes. */
export interface HeardCall {
  readonly verbs: readonly string[];
  readonly meanBodyBytes: number;
}

/** Makes one call and gives what a caller would hear. Throws on any wrong answer. */
async function hearCall(target: LoadTarget): Promise<HeardCall> {
  const [connection] = target.connections;
  if (connection === undefined) {
    throw new Error('There is no connection to make a call on.');
  }
  const call = beginCall();
  const verbs: string[] = [];
  let bytes = 0;
  let goesOn = true;
  while (goesOn) {
    const text = spokenIn(scriptedTurn(call));
    const answer = await Promise.race([ask(connection, target.dialect.toRequest(call)), target.broken]);
    const heard = target.dialect.toVerbs(answer.body);
    if (!heard.includes(text)) {
      throw new Error(`The server does not say the whole text of turn ${call.turn}: ${answer.body}`);
    }
    verbs.push(heard);
    bytes += answer.body.length;
    goesOn = noteAnswer(call, answer, target.dialect.readNextPath);
  }
  return { verbs, meanBodyBytes: bytes / verbs.length };
}

function ask(connection: HttpConnection, request: string): Promise<Answer> {
  return new Promise((resolve) => connection.send(request, resolve));
}

/** Makes sure that all variants answer the call with the same verbs and texts; a difference voids the run. */
export async function hearSameCall(running: readonly RunningVariant[]): Promise<ReadonlyMap<VariantName, HeardCall>> {
  const heard = new Map<VariantName, HeardCall>();
  let first: HeardCall | undefined;
  for (const target of running) {
    const call = await withConnections(target, hearCall);
    first ??= call;
    for (const [turn, verbs] of call.verbs.entries()) {
      if (verbs !== first.verbs[turn]) {
        throw new Error(
          `${target.variant.name} answers turn ${turn} otherwise:\n${verbs}\ninstead of\n${first.verbs[turn]}`,
        );
      }
    }
    heard.set(target.variant.name, call);
  }
  return heard;
}

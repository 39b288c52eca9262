// What happens next to a held run, in words, before a person decides. Pure.

import type { FlowDocument } from '../../flows/language/document.ts';
import { FAILURES } from '../../flows/language/failure-table.ts';
import type { ExchangeView } from '../types.ts';

/** What a person says of a call whose outcome nobody knows. */
export type Verdict = 'accepted' | 'rejected' | 'again';

/** The title of the node that follows each verdict; null where the run ends there. */
export interface GoesOn {
  accepted: string | null;
  rejected: string | null;
}

/** The words of the three buttons. */
export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  accepted: 'It was accepted',
  rejected: 'It was rejected',
  again: 'Send again',
};

/** One sentence: what the button makes of the run. */
export function nextWords(verdict: 'accepted' | 'rejected', goesOn: GoesOn): string {
  const next = goesOn[verdict];
  const meaning = verdict === 'accepted' ? 'The receiver has the lead' : 'The receiver did not take the lead';
  return next === null ? `${meaning}: the run ends, ${verdict}.` : `${meaning}: the run goes on to “${next}”.`;
}

/** What *send again* does, and whether a receiver that has the lead can tell the second request from a new one. */
export function againWords(exchange: ExchangeView | null, run: string): string {
  const header = exchange && keyHeader(exchange, run);
  if (!header) {
    return 'The same request leaves once more. It carried no key that marks a repeat: a receiver that has the lead already may take it twice.';
  }
  return `The same request leaves once more, with the same ${header.name} (${header.value}): a receiver that heeds it takes the lead once.`;
}

/** The header of the request that names the call, `<run>/<node>.<n>`; undefined where the connection sends none. */
function keyHeader({ request, call }: ExchangeView, run: string): { name: string; value: string } | undefined {
  const [name, value] = Object.entries(request?.headers ?? {}).find(([, each]) => each === `${run}/${call}`) ?? [];
  return name === undefined || value === undefined ? undefined : { name, value };
}

/** Where the verdicts lead from the node `id`, read off the drawing. */
export function goesOnFrom(document: FlowDocument, id: string, titleOf: (node: string) => string): GoesOn {
  const after = (port: string): string | null => {
    const to = document.edges.find((edge) => edge.from === id && edge.port === port)?.to;
    return to === undefined ? null : titleOf(to);
  };
  return { accepted: after('was-accepted'), rejected: after('was-rejected') };
}

/** What to do about a failure, from the table of failures; undefined for a code that is not in it. */
export function remedyOf(code: string): string | undefined {
  return Object.entries(FAILURES).find(([known]) => known === code)?.[1].remedy;
}

/** What was said about the call, by whom. */
export function settledWords({ as, by }: { as: Verdict; by: string }): string {
  const who = by === 'probe' ? 'the receiver, when it was asked' : by;
  if (as === 'again') return `Sent again, as decided by ${who}.`;
  return `Settled as ${as} by ${who}.`;
}

/** A person's note as it is sent: nothing where none was written. */
export function noteOf(note: string): { note?: string } {
  return note.trim() === '' ? {} : { note: note.trim() };
}

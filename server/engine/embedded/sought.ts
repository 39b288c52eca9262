// Numbers that a step looked for a moment ago without meeting a lead: creating one need not look again to be foretold.
import type { KnownLead } from '../../../nodes/tools.ts';
import { BriefMap } from '../../store/brief-map.ts';

/** How long it is gone by, milliseconds: a wrong guess costs time, never a lead. */
const GOES_MS = 10_000;
/** Numbers that are remembered: most are taken out as their leads are created. */
const MOST = 4096;

/** Where it was looked. */
type Query = Pick<KnownLead, 'list' | 'phone' | 'scope' | 'scopeOf'>;

/** What was looked for in vain. */
export class Sought {
  readonly #none = new BriefMap<string, { place: string; at: number }>();

  /** No lead was met. */
  metNone(query: Query, now: number): void {
    if (this.#none.size >= MOST) this.#none.clear();
    this.#none.set(query.phone, { place: placeOf(query), at: now });
  }

  /** Whether none was met just there; forgotten by asking, since a lead with the number is about to be created. */
  take(query: Query, now: number): boolean {
    const none = this.#none.get(query.phone);
    if (!none) return false;
    this.#none.delete(query.phone);
    return none.place === placeOf(query) && now >= none.at && now - none.at < GOES_MS;
  }
}

/** The whole account is the same wherever the lead goes. */
function placeOf({ list, scope = 'list', scopeOf = '' }: Query): string {
  return scope === 'account' ? 'account' : JSON.stringify([scope, scopeOf, list]);
}

// What can be said of a request before its body is read: unknown, not allowed, paused, too often, too much.
import type { JsonObject } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import type { Pauses } from '../engine/pauses.ts';
import { chosenAnswer, type HttpAnswer } from '../respond/answers.ts';
import type { CompiledRelease } from '../run/plan.ts';
import type { DoorRules } from './door-rules.ts';
import { Later } from './later.ts';
import type { LeadRate } from './lead-rate.ts';
import { readForm } from './read-lead.ts';
import { type ShedDeps, shed } from './shedding.ts';
import { bySignature, keyedSource, type SourceBook, type SourceFacts } from './sources.ts';
import type { WrongKeys } from './wrong-keys.ts';

/** A request without its body. `query` is the raw text after `?`; `address` the network address of the peer. */
export interface Head {
  path: string;
  method: string;
  query: string;
  header: (name: string) => string | undefined;
  address: string;
}

/** A request that may send its body. */
export interface Admitted {
  release: CompiledRelease;
  rules: DoorRules;
  query: JsonObject;
  /** Undefined for one that is signed: the signature is over the body. */
  source: SourceFacts | undefined;
}

/** What the gate is made of. */
export interface GateDeps extends ShedDeps {
  liveAt: (path: string) => CompiledRelease | undefined;
  rules: (release: CompiledRelease) => DoorRules;
  sources: SourceBook;
  pauses: Pick<Pauses, 'of'>;
  rate: LeadRate;
  wrongKeys: WrongKeys;
  /** A clock that is never set, milliseconds. */
  monotonic: () => number;
}

const NO_QUERY: JsonObject = Object.freeze({});

/** What only someone meets who has not the right key. */
const GUESSES: ReadonlySet<string> = new Set(['KEY_WRONG', 'SIGNATURE_WRONG']);

/** How long a paused sender is asked to wait, seconds: a person ends a pause. */
const PAUSE_SECONDS = 60;

/** The rules before the body; cheap ones first. */
export class Gate {
  readonly #deps: GateDeps;

  constructor(deps: GateDeps) {
    this.#deps = deps;
  }

  /**
   * The request with what is known of it, or the answer that a pause chose for it. Fails with PATH_UNKNOWN,
   * METHOD_NOT_ALLOWED, KEY_MISSING, KEY_WRONG, SIGNATURE_WRONG, TOO_MANY_TRIES, FLOW_PAUSED, SOURCE_PAUSED, RATE_LIMITED, SHUTTING_DOWN,
   * STORE_UNAVAILABLE, OVERLOADED.
   */
  admit(head: Head): Admitted | HttpAnswer {
    const release = this.#deps.liveAt(head.path);
    if (!release) throw new Failure('PATH_UNKNOWN', { detail: `/in/${head.path}` });
    const rules = this.#deps.rules(release);
    if (!rules.methods.includes(head.method))
      throw new Failure('METHOD_NOT_ALLOWED', { detail: `Allowed: ${rules.methods.join(', ')}.` });
    const query = head.query === '' ? NO_QUERY : readForm(head.query);
    const source = this.#keyed(head, { flow: release.flow, query });
    const refused = this.#paused('flow', release.flow, '') ?? (source && this.#ofSource(source));
    if (refused) return refused;
    const full = shed(this.#deps);
    if (full) throw full;
    return { release, rules, query, source };
  }

  /** Who signed a request; or the answer that a pause of that source chose. Fails as `admit` does for a source with a key. */
  signed(head: Head, body: Buffer, at: { flow: string; now: number }): SourceFacts | HttpAnswer {
    const source = this.#counted(head, () => bySignature({ ...at, header: head.header, body }, this.#deps.sources));
    return this.#ofSource(source) ?? source;
  }

  #keyed(head: Head, { flow, query }: { flow: string; query: JsonObject }): SourceFacts | undefined {
    const { key } = query;
    const queryKey = typeof key === 'string' && key !== '' ? key : undefined;
    return this.#counted(head, () => keyedSource({ flow, header: head.header, queryKey }, this.#deps.sources));
  }

  /** Wrong keys beyond what an address may try are refused as such. */
  #counted<T>({ address }: Head, find: () => T): T {
    try {
      return find();
    } catch (error) {
      if (!(error instanceof Failure) || !GUESSES.has(error.code)) throw error;
      const seconds = this.#deps.wrongKeys.count(address, this.#deps.monotonic());
      throw seconds > 0 ? new Later('TOO_MANY_TRIES', seconds, 'Each was a wrong key or signature.') : error;
    }
  }

  #ofSource(source: SourceFacts): HttpAnswer | undefined {
    const refused = this.#paused('source', source.id, `Source: ${source.name}.`);
    if (refused) return refused;
    const seconds = this.#deps.rate.wait(source, this.#deps.monotonic());
    if (seconds > 0) throw new Later('RATE_LIMITED', seconds, `It may send ${source.ratePerMinute} a minute.`);
    return undefined;
  }

  /** Where leads are refused. Where they queue, they are taken, and the engine lets them wait. */
  #paused(kind: 'flow' | 'source', key: string, detail: string): HttpAnswer | undefined {
    const pause = this.#deps.pauses.of(kind, key);
    if (pause?.mode !== 'refuse') return undefined;
    if (pause.answer) return chosenAnswer(pause.answer, PAUSE_SECONDS);
    throw new Later(kind === 'flow' ? 'FLOW_PAUSED' : 'SOURCE_PAUSED', PAUSE_SECONDS, detail || undefined);
  }
}

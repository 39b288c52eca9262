// Tells ahead what a command will come to, so that a lead's last words need not wait for the writer to say it: they go
// with the command in one message, and the writer keeps them only where the command came to just that.
import type { Json, JsonObject } from '../../../flows/language/document.ts';
import type { KnownLead, LeadScope } from '../../../nodes/tools.ts';
import type { PointReads } from '../../store/point-reads.ts';
import type { Command } from '../../store/ports.ts';
import { Sought } from './sought.ts';

/** A command with the result that it will have, unless something comes between. */
export interface Foretold {
  args: JsonObject;
  value: Json;
  /** Must be called once the command is on disk or refused. */
  over: () => void;
}

interface LeadArgs extends LeadScope {
  list: string;
  status: string;
  phone: { e164: string };
  onDuplicate: 'allow' | 'skip' | 'update' | 'merge';
  received?: string;
  again?: string;
}

type ForesightReads = Pick<PointReads, 'leadList' | 'metLead' | 'dncList' | 'reservation'>;

/**
 * Invariant F1: of two commands of which the first decides what the second comes to, the second is not foretold until
 * `over` was called for the first. Whatever else comes between is found by the writer.
 */
export class Foresight {
  readonly #reads: ForesightReads;
  readonly #newId: () => string;
  readonly #now: () => number;
  /** What the commands under way put where it was not. */
  readonly #open = new Set<string>();
  readonly #sought = new Sought();

  constructor({ reads, newId, now }: { reads: ForesightReads; newId: () => string; now: () => number }) {
    this.#reads = reads;
    this.#newId = newId;
    this.#now = now;
  }

  /** A step has read something: a lead that is sought in vain is one that may be created. */
  looked({ op, args }: Command, value: Json): void {
    // A run that is made again overlooks what it made before.
    if (op !== 'lead.known' || value !== null || args.run !== undefined) return;
    const query = args as unknown as KnownLead;
    // What is under way was not on disk yet when it was looked for.
    if (!this.#open.has(leadOf(query.phone))) this.#sought.metNone(query, this.#now());
  }

  /** Undefined where it cannot be told. */
  of({ op, args }: Command): Foretold | undefined {
    if (op === 'lead.create') return this.#lead(args);
    if (op === 'reservation.take') return this.#reservation(args);
    // A lead that was there is hardly ever gone.
    if (op === 'lead.met') return { args, value: true, over: () => undefined };
    return op === 'dnc.add' ? this.#dnc(args) : undefined;
  }

  #lead(args: JsonObject): Foretold | undefined {
    const { scope = 'list', scopeOf = '' } = args as unknown as LeadArgs;
    const { list, status, phone, onDuplicate, received, again } = args as unknown as LeadArgs;
    const where = { list, phone: phone.e164, scope, scopeOf };
    const isNew = this.#sought.take(where, this.#now());
    // Of which lead it is a duplicate is for the writer to look up, and what an earlier run made of it.
    if (received !== undefined || again !== undefined) return undefined;
    // A number that cannot be read is nobody's duplicate.
    const mayMeet = onDuplicate !== 'allow' && phone.e164 !== '';
    const place = this.#reads.leadList(list, status);
    if (!place) return undefined;
    // A status with the DNC mark puts the number on the account's list, so that what a step adds there is not the first.
    const listed = place.dnc && phone.e164 !== '' ? this.#first([`dnc account ${phone.e164}`]) : undefined;
    const met = mayMeet && !isNew ? this.#reads.metLead(where) : undefined;
    if (met !== undefined) {
      const did = onDuplicate === 'skip' ? 'duplicate' : 'updated';
      return { args, value: { did, leadId: met }, over: () => listed?.() };
    }
    // Whichever list it is for: another may look beyond its own.
    const over = this.#first(phone.e164 === '' ? [] : [leadOf(phone.e164)]);
    if (!over && mayMeet) {
      listed?.();
      return undefined;
    }
    const id = this.#newId();
    const both = () => {
      over?.();
      listed?.();
    };
    return { args: { ...args, id }, value: { did: 'created', leadId: id }, over: both };
  }

  #dnc(args: JsonObject): Foretold | undefined {
    const { list, number } = args as { list: string; number: string };
    const found = this.#reads.dncList(list, number);
    if (!found) return undefined;
    const over = this.#first(found.listed ? [] : [`dnc ${list} ${number}`]);
    return over && { args, value: { added: !found.listed }, over };
  }

  /** Only that it is free: whom it meets otherwise, and when that one ends, is the writer's to say. */
  #reservation(args: JsonObject): Foretold | undefined {
    const { scope, keys } = args as unknown as { scope: string; keys: { parts: string[] }[] };
    const now = this.#now();
    const value = this.#reads.reservation(args, now);
    if (value === undefined) return undefined;
    const over = this.#first(keys.map(({ parts }) => `reserve ${JSON.stringify([scope, ...parts])}`));
    return over && { args: { ...args, at: now }, value, over };
  }

  /** Undefined where another command under way is about one of the same. */
  #first(keys: readonly string[]): (() => void) | undefined {
    if (keys.some((key) => this.#open.has(key))) return undefined;
    for (const key of keys) this.#open.add(key);
    return () => {
      for (const key of keys) this.#open.delete(key);
    };
  }
}

/** What a lead with this number is among the open commands. */
function leadOf(phone: string): string {
  return `lead ${phone}`;
}

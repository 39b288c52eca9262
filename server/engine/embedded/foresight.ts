// Tells ahead what a command will come to, so that a lead's last words need not wait for the writer to say it: they go
// with the command in one message, and the writer keeps them only where the command came to just that.
import type { Json, JsonObject } from '../../../flows/language/document.ts';
import type { LeadScope } from '../../../nodes/tools.ts';
import type { Command, PointReads } from '../../store/ports.ts';

/** A command with the result that it will have, unless something comes between. */
export interface Foretold {
  args: JsonObject;
  value: Json;
  /** Must be called once the command is on disk or refused. */
  over: () => void;
}

interface LeadArgs extends LeadScope {
  list: string;
  phone: { e164: string };
  onDuplicate: 'allow' | 'skip' | 'update' | 'merge';
  received?: string;
}

/**
 * Invariant F1: of two commands of which the first decides what the second comes to, the second is not foretold until
 * `over` was called for the first. Whatever else comes between is found by the writer.
 */
export class Foresight {
  readonly #reads: Pick<PointReads, 'leadList' | 'dncList'>;
  readonly #newId: () => string;
  /** What the commands under way put where it was not. */
  readonly #open = new Set<string>();

  constructor(reads: Pick<PointReads, 'leadList' | 'dncList'>, newId: () => string) {
    this.#reads = reads;
    this.#newId = newId;
  }

  /** Undefined where it cannot be told. */
  of({ op, args }: Command): Foretold | undefined {
    if (op === 'lead.create') return this.#lead(args);
    return op === 'dnc.add' ? this.#dnc(args) : undefined;
  }

  #lead(args: JsonObject): Foretold | undefined {
    const { list, phone, onDuplicate, scope, scopeOf, received } = args as unknown as LeadArgs;
    // Of which lead it is a duplicate is for the writer to look up.
    if (received !== undefined) return undefined;
    // A number that cannot be read is nobody's duplicate.
    const mayMeet = onDuplicate !== 'allow' && phone.e164 !== '';
    const where = { ...(scope && { scope }), ...(scopeOf && { scopeOf }) };
    const found = this.#reads.leadList(list, mayMeet ? phone.e164 : '', where);
    if (!found) return undefined;
    if (found.sameLead !== undefined) {
      const did = onDuplicate === 'skip' ? 'duplicate' : 'updated';
      return { args, value: { did, leadId: found.sameLead }, over: () => undefined };
    }
    // Whichever list it is for: another may look beyond its own.
    const over = this.#first(mayMeet ? `lead ${phone.e164}` : undefined);
    if (!over) return undefined;
    const id = this.#newId();
    return { args: { ...args, id }, value: { did: 'created', leadId: id }, over };
  }

  #dnc(args: JsonObject): Foretold | undefined {
    const { list, number } = args as { list: string; number: string };
    const found = this.#reads.dncList(list, number);
    if (!found) return undefined;
    const over = this.#first(found.listed ? undefined : `dnc ${list} ${number}`);
    return over && { args, value: { added: !found.listed }, over };
  }

  /** Undefined where another command under way is about the same. */
  #first(key: string | undefined): (() => void) | undefined {
    if (key === undefined) return () => undefined;
    if (this.#open.has(key)) return undefined;
    this.#open.add(key);
    return () => this.#open.delete(key);
  }
}

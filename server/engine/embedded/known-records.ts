// What the records of a run say, ready to be asked: steps by node, calls by id, the answer, the request to cancel.
import type { Json } from '../../../flows/language/document.ts';
import type { Answer, CreateLeadResult } from '../../../nodes/tools.ts';
import { Diverged } from '../../run/context.ts';
import type { AnsweredRecord, CallRecord, JournalRecord, StepRecord } from '../../run/records.ts';
import type { RunState } from '../../store/ports.ts';
import { PROBE } from './call-history.ts';

/** The records of one run so far, those not yet on disk included. */
export class KnownRecords {
  readonly steps = new Map<string, StepRecord>();
  readonly #calls = new Map<string, Pick<CallRecord, 'op' | 'value'>>();
  readonly #exchanges = new Map<string, JournalRecord[]>();
  answer: Answer | undefined;
  lastAnswered: AnsweredRecord | undefined;
  /** Who asked first for the run to be cancelled. */
  cancelledBy: string | undefined;

  add(record: JournalRecord): void {
    if (record.t === 'step') this.steps.set(record.node, record);
    else if (record.t === 'call') this.#calls.set(record.call, record);
    else if (record.t === 'answer') this.answer ??= record.answer;
    else if (record.t === 'cancel') this.cancelledBy ??= record.by;
    else if ('call' in record) this.exchanges(callOf(record.call)).push(record);
    if (record.t === 'answered') this.lastAnswered = record;
  }

  /** Records of one call out so far, oldest first: intents, answers, failures, waits; those of its probe are among them. */
  exchanges(call: string): JournalRecord[] {
    let list = this.#exchanges.get(call);
    if (!list) {
      list = [];
      this.#exchanges.set(call, list);
    }
    return list;
  }

  /** The result of a read or a local command. Fails with JOURNAL_DIVERGED where the record is of another kind. */
  value(call: string, op: string): Json | undefined {
    const known = this.#calls.get(call);
    if (known && known.op !== op)
      throw new Diverged(`The journal says that ${call} was ${known.op}, and the step asks for ${op}.`);
    return known?.value;
  }

  setValue(call: string, op: string, value: Json): void {
    this.#calls.set(call, { op, value });
  }

  /** Whether anything was reserved, and the lead that was created, for the end of the run. */
  reserved(): Pick<RunState, 'reserved'> {
    let lead = '';
    let has = false;
    for (const { op, value } of this.#calls.values()) {
      if (op === 'reservation.take') has = true;
      else if (op === 'lead.create') lead = (value as CreateLeadResult).leadId;
    }
    return has ? { reserved: { lead } } : {};
  }

  /** Runs that were begun as children, and of which no end is on record. */
  openChildren(): string[] {
    const records = [...this.#exchanges.values()].flat();
    const ended = new Set(records.flatMap((record) => (record.t === 'child-ended' ? [record.run] : [])));
    return records.flatMap((record) => (record.t === 'child' && !ended.has(record.run) ? [record.run] : []));
  }

  /** Nodes with a call and no step. */
  begunNodes(): ReadonlySet<string> {
    const nodes = [...this.#calls.keys(), ...this.#exchanges.keys()].map((call) =>
      call.slice(0, call.lastIndexOf('.')),
    );
    return new Set(nodes.filter((node) => !this.steps.has(node)));
  }
}

/** The call that a record belongs to: of a probe, the one that it asks about. */
export function callOf(call: string): string {
  return call.endsWith(PROBE) ? call.slice(0, -PROBE.length) : call;
}

// The simulated Acme CRM: says whether it knows a number (NEW, DUP, DNC), and takes leads.
import { json, type Reply } from './reply.ts';
import type { Call } from './request.ts';
import type { System } from './system.ts';

interface Known {
  id: number;
  /** The idempotency key that brought it. */
  key: string;
}

const MOST_NUMBERS = 1_000_000;
const FIRST_ID = 65_007_347;

/** What one Acme CRM holds: numbers that were asked for, and leads that were inserted. */
export class AcmeBook implements System {
  readonly #asked = new Map<string, Known>();
  readonly #inserted = new Map<string, Known>();
  #next = FIRST_ID;

  reply(call: Call): Reply | undefined {
    switch (call.path) {
      case '/acme/leads/find':
        return posted(call) ?? this.find(call);
      case '/acme/leads/insert':
        return posted(call) ?? this.insert(call);
      case '/acme/lists':
        return this.lists();
      default:
        return undefined;
    }
  }

  /** `POST /acme/leads/find`: the first enquiry registers the number, so the second finds it. */
  find(call: Call): Reply {
    if (call.phone === '') return json({ success: false, code: 6007, text: 'Phone number is required' });
    if (isListed(call.phone)) return json({ success: true, status: 'DNC' });
    const { known, fresh } = this.#register(this.#asked, call);
    return fresh
      ? json({ success: true, status: 'NEW' })
      : json({ success: true, status: 'DUP', lead_id: String(known.id) });
  }

  /** `GET /acme/lists`: the lists that leads may go to. */
  lists(): Reply {
    return json({
      success: true,
      data: {
        lists: [
          { id: 1001, name: 'Web leads' },
          { id: 1002, name: 'Spring campaign' },
          { id: 1003, name: 'Call back' },
        ],
      },
    });
  }

  /** `POST /acme/leads/insert`: Convoso's shapes (domain.md 1.1), always looking for duplicates. */
  insert(call: Call): Reply {
    if (call.phone === '') return json({ success: false, code: 6007, text: 'Phone number is required' });
    if (call.phone.length !== 10) return json({ success: false, code: 6008, text: 'Phone number is invalid' });
    const { known, fresh } = this.#register(this.#inserted, call);
    return fresh
      ? json({ success: true, data: { lead_id: String(known.id) } })
      : json({ success: false, code: 6009, text: 'Phone number already exists' });
  }

  reset(): void {
    this.#asked.clear();
    this.#inserted.clear();
    this.#next = FIRST_ID;
  }

  // The same key again is the same request again, so it gets the same answer: what an idempotent receiver does.
  #register(book: Map<string, Known>, call: Call): { known: Known; fresh: boolean } {
    const before = book.get(call.phone);
    if (before) return { known: before, fresh: call.key !== '' && before.key === call.key };
    const known = { id: this.#next, key: call.key };
    this.#next += 1;
    book.set(call.phone, known);
    forgetOldest(book);
    return { known, fresh: true };
  }
}

function posted(call: Call): Reply | undefined {
  return call.method === 'POST' ? undefined : json({ success: false, text: 'Send it by POST' }, 405);
}

/** Numbers that end in 0190 must not be called. */
export function isListed(phone: string): boolean {
  return phone.endsWith('0190');
}

function forgetOldest(book: Map<string, Known>): void {
  if (book.size <= MOST_NUMBERS) return;
  const oldest = book.keys().next();
  if (!oldest.done) book.delete(oldest.value);
}

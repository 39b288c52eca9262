// Walks a release with a written scene instead of the world: how cases are checked. Nothing is stored or sent.
import type { Outcome } from '../../flows/language/catalogue.ts';
import type { Json, JsonObject } from '../../flows/language/document.ts';
import { Failure, type FailureCode } from '../../flows/language/failures.ts';
import type { ListAsk } from '../../flows/language/list-look.ts';
import type {
  Answer,
  Callback,
  ChildEnd,
  CreateLead,
  DncQuery,
  KnownLead,
  OutboundCall,
  RemoteAnswer,
  Reserve,
} from '../../nodes/tools.ts';
import type { PinnedPlan, RunContext } from './context.ts';
import type { CompiledRelease } from './plan.ts';
import type { AcceptedRecord, FinishedRecord, StepRecord } from './records.ts';
import { endInScene, type SceneChild } from './rehearse-children.ts';
import { rehearseDnc } from './rehearse-dnc.ts';
import { lookInScene, type SceneList } from './rehearse-lists.ts';
import { rehearseReserve } from './rehearse-reserve.ts';
import { walk } from './run.ts';
import type { WalkServices } from './step.ts';

/** What a receiver answers in a scene, or how the call fails. */
export interface SceneAnswer {
  status?: number;
  type?: string;
  body?: Json;
  fail?: FailureCode;
}

/** A lead and the world it meets. Numbers are E.164. */
export interface Scene {
  lead: JsonObject;
  region?: string;
  test?: boolean;
  given?: {
    dnc?: { list?: string; number: string }[];
    /** DNC lists that are too old to tell. */
    staleDnc?: string[];
    lists?: Record<string, SceneList>;
    leads?: { phone: string; list?: string }[];
    reserved?: string[];
  };
  /** Node id -> answers in the order of its calls. */
  answers?: Record<string, SceneAnswer[]>;
  /** Node id -> the callback that counts; null where none comes in time. */
  callbacks?: Record<string, { body?: Json; query?: JsonObject } | null>;
  /** Node id -> what the flows that it calls come to, in the order of its list. */
  children?: Record<string, SceneChild[]>;
}

/** What the run did. */
export interface Rehearsal {
  path: string[];
  requests: Record<string, { method: string; path: string; body: Json }[]>;
  /** Node id -> the flows that it called. */
  children: Record<string, { flow: string; lead: JsonObject }[]>;
  effects: { op: string; args: JsonObject }[];
  steps: Record<string, Json>;
  outcome: Outcome;
  reason: string | undefined;
  answer: Answer | undefined;
}

/** The moment of every rehearsal, so that a case says the same tomorrow. */
const MOMENT = Date.UTC(2026, 0, 15, 12, 0, 0);
const RUN_ID = '00000000-0000-7000-8000-000000000001';

/** Runs one scene to its end. */
export async function rehearse(release: CompiledRelease, scene: Scene, services: WalkServices): Promise<Rehearsal> {
  const stage = new Stage(scene, release.vars);
  await walk(release, stage, services);
  return stage.done();
}

class Stage implements RunContext {
  readonly runId = RUN_ID;
  readonly accepted: AcceptedRecord;
  readonly recordedSteps = 0;
  readonly begunNodes: ReadonlySet<string> = new Set();
  readonly #scene: Scene;
  readonly #known: { phone: string; list: string }[];
  readonly #rehearsal: Rehearsal = {
    path: [],
    requests: {},
    children: {},
    effects: [],
    steps: {},
    outcome: 'accepted',
    reason: undefined,
    answer: undefined,
  };

  constructor(scene: Scene, vars: JsonObject) {
    this.#scene = scene;
    this.#known = (scene.given?.leads ?? []).map(({ phone, list = 'default' }) => ({ phone, list }));
    const receivedAt = new Date(MOMENT).toISOString();
    const trigger = { source: 'case', path: '', method: 'POST', receivedAt, region: scene.region ?? 'US' };
    this.accepted = { t: 'accepted', at: MOMENT, lead: scene.lead, trigger, vars, test: scene.test ?? false };
  }

  recorded(): undefined {
    return undefined;
  }

  step(record: Omit<StepRecord, 't' | 'at' | 'ms'>): void {
    this.#rehearsal.path.push(record.node);
    this.#rehearsal.steps[record.node] = record.out;
  }

  read(_call: string, op: string, args: JsonObject): Json {
    if (op === 'dnc.check') {
      const at = this.accepted.trigger.receivedAt;
      const { effects } = this.#rehearsal;
      return rehearseDnc(args as unknown as DncQuery, this.#scene.given, { effects, at });
    }
    if (op === 'lead.known') return this.#knows(args as unknown as KnownLead) ? 'given' : null;
    return lookInScene(this.#scene.given?.lists, args as unknown as ListAsk, MOMENT);
  }

  /** A scene says no campaigns: all of its lists are of one. */
  #knows({ phone, list, scope, scopeOf }: KnownLead): boolean {
    const isWithin = (lead: { list: string }) => scope !== 'list' || lead.list === (scopeOf || list);
    return phone !== '' && this.#known.some((lead) => lead.phone === phone && isWithin(lead));
  }

  async local(_call: string, op: string, args: JsonObject): Promise<Json> {
    this.#rehearsal.effects.push({ op, args });
    if (op === 'reservation.take')
      return rehearseReserve(args as unknown as Reserve, this.#scene.given?.reserved ?? [], MOMENT);
    return op === 'lead.create' ? this.#createLead(args as unknown as CreateLead) : { added: true };
  }

  #createLead({ phone, list, onDuplicate, scope = 'list', scopeOf = '', received }: CreateLead): Json {
    const within = { phone: phone.e164, list, scope, scopeOf };
    if (received !== undefined)
      return {
        did: 'received',
        leadId: 'new',
        duplicateOf: this.#knows({ ...within, scope: 'account' }) ? 'given' : '',
      };
    if (onDuplicate !== 'allow' && this.#knows(within))
      return { did: onDuplicate === 'skip' ? 'duplicate' : 'updated', leadId: 'given' };
    this.#known.push({ phone: phone.e164, list });
    return { did: 'created', leadId: 'new' };
  }

  async effect(call: string, { endpoint, body }: OutboundCall): Promise<RemoteAnswer> {
    const node = call.slice(0, call.lastIndexOf('.'));
    const requests = this.#rehearsal.requests[node] ?? [];
    this.#rehearsal.requests[node] = requests;
    requests.push({ method: endpoint.method, path: endpoint.path, body });
    const answer = this.#scene.answers?.[node]?.[requests.length - 1];
    if (!answer)
      throw new Failure('CONFIG_INVALID', { detail: `The case has no answer ${requests.length} for ${node}.` });
    if (answer.fail) throw new Failure(answer.fail);
    const type = answer.type ?? (typeof answer.body === 'string' ? 'text/plain' : 'application/json');
    const text =
      typeof answer.body === 'string' ? answer.body : answer.body === undefined ? '' : JSON.stringify(answer.body);
    return {
      status: answer.status ?? 200,
      type,
      headers: { 'content-type': type },
      body: text,
      ms: 0,
      simulated: true,
    };
  }

  async sleep(_call: string, due: (now: number) => number): Promise<{ from: number; until: number }> {
    return { from: MOMENT, until: due(MOMENT) };
  }

  async callback(_call: string, { node }: { node: string }): Promise<Callback | null> {
    const callback = this.#scene.callbacks?.[node];
    if (callback === undefined)
      throw new Failure('CONFIG_INVALID', { detail: `The case has no callback for ${node}.` });
    if (callback === null) return null;
    const { body = null, query = {} } = callback;
    const { receivedAt } = this.accepted.trigger;
    return { receivedAt, type: 'application/json', body, query, count: 1, simulated: false };
  }

  async children(_call: string, { node, children, until }: PinnedPlan): Promise<ChildEnd[]> {
    const ends: ChildEnd[] = [];
    const called: Rehearsal['children'][string] = [];
    this.#rehearsal.children[node] = called;
    for (const [i, child] of children.entries()) {
      const scene = this.#scene.children?.[node]?.[i];
      if (!scene)
        throw new Failure('CONFIG_INVALID', {
          detail: `The case does not say what flow ${i + 1} of ${node} comes to.`,
        });
      called.push(child);
      ends.push(endInScene(scene, { index: i + 1, run: `${RUN_ID}.${node}.${i + 1}`, flow: child.flow }));
      if (until === 'first-accepted' && scene.outcome === 'accepted') break;
    }
    return ends;
  }

  enter(): void {}

  killed(): void {}

  respond(_by: 'flow' | 'outcome', answer: Answer): void {
    this.#rehearsal.answer ??= answer;
  }

  finish({ outcome, reason }: Omit<FinishedRecord, 't' | 'at'>): void {
    this.#rehearsal.outcome = outcome;
    this.#rehearsal.reason = reason;
  }

  cancelled(): boolean {
    return false;
  }

  now(): number {
    return MOMENT;
  }

  done(): Rehearsal {
    return this.#rehearsal;
  }
}

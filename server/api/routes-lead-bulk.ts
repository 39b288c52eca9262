// What a person does to many leads at once: those that are named, or all that a filter means.
import { type Static, Type } from 'typebox';
import { Failure } from '../../flows/language/failures.ts';
import { change, ask as query } from '../store/admin-ops.ts';
import type { ActReport, LeadAct, LeadSought, Skipped } from '../store/lead-ops.ts';
import type { ApiDeps } from './deps.ts';
import { leadFilterFields, leadFilterOf } from './lead-lines.ts';
import { type Route, route } from './route.ts';
import { retry, workOn } from './run-operations.ts';
import { body } from './schema-parts.ts';
import { flagList, LeadBulkReport, leadOwner, leadWord } from './schemas-leads.ts';

/** Leads of one request at most: the rest is there for the next. */
const MOST = 100_000;
/** Runs that one request begins at most. */
const MOST_RUNS = 10_000;
/** Leads found at once. */
const PAGE = 1000;
/** Leads changed in one transaction: some milliseconds of the one writer. */
const CHUNK = 100;

const ids = Type.Array(Type.String({ minLength: 1, maxLength: 64 }), { maxItems: 10_000 });
const leadFilter = body({
  ...leadFilterFields,
  q: Type.Optional(Type.String({ maxLength: 200 })),
  ids: Type.Optional(ids),
});
const flags = Type.Optional(flagList);
const is = <K extends string>(kind: K) => Type.Unsafe<K>({ type: 'string', const: kind });
const act = Type.Union([
  body({ kind: is('status'), status: leadWord }),
  body({ kind: is('flags'), add: flags, remove: flags }),
  body({ kind: is('owner'), owner: leadOwner }),
  body({ kind: is('list'), list: leadWord }),
  body({ kind: is('dnc'), list: leadWord, reason: Type.String({ maxLength: 500 }) }),
  body({ kind: is('rerun') }),
]);

/** The route that acts on many leads. */
export const leadBulkRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/leads/bulk',
    role: 'admin',
    summary:
      'Give a status, flags, an owner or a list to many leads, put their numbers on a DNC list, or run them again from the start. By ids or by filter, at most 100,000 (10,000 to run again); a dry run only says what it would come to. `through` of its report leaves out what came since.',
    body: body({
      ids: Type.Optional(ids),
      filter: Type.Optional(leadFilter),
      act,
      through: Type.Optional(Type.String({ maxLength: 64, description: 'Of a filter: the last lead that is meant.' })),
      dryRun: Type.Optional(Type.Boolean()),
    }),
    answer: LeadBulkReport,
    handle: async ({ body, by }, deps) => {
      const { act, dryRun = false } = body;
      const meant = await meantLeads(body, act.kind === 'rerun' ? MOST_RUNS : MOST, deps);
      const told = async (done: number | 'Some', why = ''): Promise<void> => {
        const detail = `${done} of ${meant.ids.length}. ${why}${JSON.stringify(act)} ${wordsOf(body)}`.slice(0, 1000);
        if (!dryRun) await change(deps.store, 'audit.add', { who: by, did: 'lead.change', what: 'many', detail });
      };
      try {
        const done =
          act.kind === 'rerun'
            ? await rerun(meant.ids, { by, dryRun }, deps)
            : await inChunks(meant, { act, by, dryRun }, deps);
        await told(done.changed);
        return { matched: meant.ids.length, ...done, through: meant.ids.at(-1) ?? null };
      } catch (error) {
        // Chunks before it are done. What refuses the act itself, such as a list that is not there, did nothing.
        if (!(error instanceof Failure && error.code === 'REQUEST_INVALID')) await told('Some', 'Broken off. ');
        throw error;
      }
    },
  }),
];

/** `filter`: what they must still fit when it is their turn. */
interface Meant {
  ids: string[];
  filter?: LeadSought;
}

/** Fails with REQUEST_INVALID where it is not said which leads are meant. */
async function meantLeads(
  { ids, filter, through = '~' }: { ids?: string[]; filter?: Static<typeof leadFilter>; through?: string },
  most: number,
  deps: ApiDeps,
): Promise<Meant> {
  if (ids !== undefined && filter === undefined) return { ids: [...new Set(ids)] };
  if (filter === undefined || ids !== undefined) {
    const says = 'Name the leads by ids, or say which are meant by filter: one of the two.';
    throw new Failure('REQUEST_INVALID', { detail: says, fields: [{ field: 'ids', says }] });
  }
  const wanted = await leadFilterOf(filter, deps);
  const found: string[] = [];
  for (let after: string | null = ''; after !== null && found.length < most; ) {
    const page: { ids: string[]; next: string | null } = await query(deps.store, 'lead.ids', {
      filter: wanted,
      after,
      limit: PAGE,
    });
    found.push(...page.ids.filter((id) => id <= through));
    after = page.next !== null && page.next < through ? page.next : null;
  }
  return { ids: found.slice(0, most), filter: wanted };
}

/** A chunk is a transaction of its own: what comes between two waits for one of them, not for all. */
async function inChunks(
  { ids, filter }: Meant,
  { act, by, dryRun }: { act: LeadAct; by: string; dryRun: boolean },
  { store }: ApiDeps,
): Promise<ActReport> {
  const reports: ActReport[] = [];
  // An act on no lead is held to what it names all the same.
  for (let at = 0; at === 0 || at < ids.length; at += CHUNK) {
    const part = ids.slice(at, at + CHUNK);
    reports.push(
      dryRun
        ? await query(store, 'lead.weigh', { ids: part, act })
        : await change(store, 'lead.act', { ids: part, act, by, ...(filter ? { filter } : {}) }),
    );
  }
  return {
    changed: reports.reduce((sum, { changed }) => sum + changed, 0),
    skipped: added(reports.flatMap(({ skipped }) => skipped)),
  };
}

/** Each run that touched a lead last is retried from its start. */
async function rerun(
  ids: readonly string[],
  { by, dryRun }: { by: string; dryRun: boolean },
  deps: ApiDeps,
): Promise<ActReport> {
  const found = await query(deps.store, 'lead.runs', { ids: [...ids] });
  const runs = [...new Set(found.map(({ run }) => run))];
  const skipped: Skipped[] = [];
  const without = ids.length - found.length;
  if (without > 0) skipped.push({ says: 'No run brought them.', count: without });
  const twice = found.length - runs.length;
  if (twice > 0) skipped.push({ says: 'The run of another one brought them too.', count: twice });
  if (dryRun) return { changed: runs.length, skipped };
  const work = async (run: string) => {
    try {
      await retry(run, { from: null, by }, deps);
    } catch (error) {
      if (error instanceof Failure && error.code !== 'OVERLOADED') skipped.push({ says: error.message, count: 1 });
      throw error;
    }
  };
  const { done } = await workOn(runs, work);
  return { changed: done, skipped: added(skipped) };
}

function added(skipped: readonly Skipped[]): Skipped[] {
  const counts = new Map<string, number>();
  for (const { says, count } of skipped) counts.set(says, (counts.get(says) ?? 0) + count);
  return [...counts].map(([says, count]) => ({ says, count }));
}

/** What was meant, for the audit: of leads that were chosen, how many. */
function wordsOf({ ids, filter }: { ids?: readonly string[]; filter?: object }): string {
  return JSON.stringify(ids === undefined ? filter : { chosen: ids.length });
}

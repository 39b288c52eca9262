// Sends a list as a file, as fast as its reader takes it; nothing of it is gathered in memory.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { change } from '../store/admin-ops.ts';
import type { ApiDeps } from './deps.ts';
import type { Ask, Route } from './route.ts';
import { columnsOf, type SheetFormat, type SheetPage, sheetText, spreadNames } from './sheet.ts';
import { iso } from './times.ts';

const TYPES: Readonly<Record<SheetFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
};
/** Lines read at once: the most that a list gives, and what one gives that may be long as a file. */
const LINES_AT_ONCE = 200;
const MANY_AT_ONCE = 5000;
type AskedAs = Ask<Record<string, string>, { as?: SheetFormat }, unknown>;

/** Whether a request asks for a list as a file, by `as`. */
export function asksForSheet(route: Route, ask: Ask<unknown, unknown, unknown>): ask is AskedAs {
  return (
    route.method === 'get' && (ask.query as AskedAs['query']).as !== undefined && columnsOf(route.answer) !== undefined
  );
}

/** Answers with the whole list. `shown` is what a reader of this role may see of a text. */
export async function sendSheet(
  { route, ask, response }: { route: Route; ask: AskedAs; response: Response },
  deps: ApiDeps,
  shown: (text: string) => string,
): Promise<void> {
  const format = ask.query.as ?? 'csv';
  const { cursor: _cursor, ...query } = ask.query as Record<string, unknown>;
  const pageAfter = async (cursor: string | undefined) => {
    const asked = {
      ...ask,
      query: {
        ...query,
        limit: route.sheetLines ? MANY_AT_ONCE : LINES_AT_ONCE,
        ...(cursor === undefined ? {} : { cursor }),
      },
    };
    return JSON.parse(shown(JSON.stringify(await route.handle(asked, deps)))) as SheetPage;
  };
  // The first page is read before anything is sent: what refuses the list is answered as for a page of it.
  const first = await pageAfter(undefined);
  const pages = async (cursor: string | undefined) => (cursor === undefined ? first : pageAfter(cursor));
  const column = format === 'csv' ? route.sheetSpread : undefined;
  const spread = column && { column, names: await spreadNames(column, pages, route.sheetLines) };
  const name = route.path
    .replace(/\/:\w+/g, '')
    .slice(1)
    .replaceAll('/', '-');
  await change(deps.store, 'audit.add', { who: ask.by, did: 'list.export', what: name, detail: wordsOf(query) });
  response.setHeader('Content-Type', TYPES[format]);
  const file = `${name}-${iso(deps.now()).slice(0, 10)}.${format}`;
  response.setHeader('Content-Disposition', `attachment; filename="${file}"`);
  const sheet = { format, columns: columnsOf(route.answer) ?? [], ...(spread ? { spread } : {}) };
  const text = sheetText(sheet, pages, route.sheetLines);
  try {
    await pipeline(Readable.from(text), response);
  } catch (error) {
    // The file has begun: breaking it off is the only way left to say that it is not whole.
    if (!response.closed) response.destroy();
    if (!isGone(error)) deps.log.error({ err: error, path: route.path }, 'a list could not be sent as a file');
  }
}

function wordsOf({ limit: _limit, ids, ...query }: Record<string, unknown>): string {
  const chosen = typeof ids === 'string' ? { chosen: ids.split(',').length } : {};
  return Object.entries({ ...query, ...chosen })
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join(', ');
}

/** The reader left before the end. */
function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}

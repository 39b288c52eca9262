// Alerts: where they go, whether they get there, and the incidents that they tell of.
import { Type } from 'typebox';
import { Failure } from '../../flows/language/failures.ts';
import { change, ask as query } from '../store/admin-ops.ts';
import type { AlertChannelRow } from '../store/admin-rows.ts';
import type { ApiDeps } from './deps.ts';
import { type Route, route } from './route.ts';
import { body, choice, nothing } from './schema-parts.ts';
import { AlertChannel, AlertSettings, Incident } from './schemas-alerts.ts';
import { iso, isoOrNull } from './times.ts';

/** Incidents that are shown. */
const MOST_INCIDENTS = 200;
/** Of the address of a webhook, longer ends than this hold a key. */
const LONGEST_PLAIN_END = 24;

/** Routes about alerts. */
export const alertRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/alerts/channels',
    role: 'admin',
    summary: 'List where alerts are sent.',
    answer: Type.Object({ items: Type.Array(AlertChannel) }),
    handle: async (_ask, { store }) => ({ items: (await query(store, 'alert.channels', {})).map(channelLine) }),
  }),
  route({
    method: 'post',
    path: '/alerts/channels',
    role: 'admin',
    summary: 'Send alerts to one more place: a webhook that takes JSON, or an e-mail address.',
    status: 201,
    body: body({ kind: choice(['webhook', 'email']), target: Type.String({ minLength: 1, maxLength: 2000 }) }),
    answer: AlertChannel,
    handle: async ({ body: { kind, target }, by }, deps) => {
      const read = kind === 'email' ? readEmail(target, deps) : readUrl(target);
      return channelLine(await change(deps.store, 'alert.addChannel', { kind, target: read, by }));
    },
  }),
  route({
    method: 'patch',
    path: '/alerts/channels/:id',
    role: 'admin',
    summary: 'Turn a channel on or off.',
    body: body({ enabled: Type.Boolean() }),
    answer: AlertChannel,
    handle: async ({ params, body: { enabled }, by }, { store }) =>
      channelLine(await change(store, 'alert.changeChannel', { id: params.id, enabled, by })),
  }),
  route({
    method: 'delete',
    path: '/alerts/channels/:id',
    role: 'admin',
    summary: 'Send no more alerts there.',
    status: 204,
    handle: ({ params, by }, { store }) => change(store, 'alert.removeChannel', { id: params.id, by }),
  }),
  route({
    method: 'post',
    path: '/alerts/channels/:id/test',
    role: 'admin',
    summary: 'Send a test alert there now, and say how it went.',
    body: nothing,
    answer: Type.Object({ ok: Type.Boolean(), says: Type.String() }),
    handle: async ({ params }, deps) => deps.alerts.test(await channelOf(params.id, deps)),
  }),
  route({
    method: 'get',
    path: '/alerts/settings',
    role: 'admin',
    summary: 'The mail server and address that alerts are sent with.',
    answer: AlertSettings,
    handle: (_ask, { config: { smtp, publicUrl } }) => ({
      smtp: {
        set: smtp !== undefined,
        host: smtp ? (URL.parse(smtp.url)?.host ?? null) : null,
        from: smtp?.from ?? null,
      },
      publicUrl: publicUrl ?? null,
    }),
  }),
  route({
    method: 'get',
    path: '/incidents',
    role: 'viewer',
    summary: 'What needed somebody lately, by kind and place, the newest first.',
    answer: Type.Object({ items: Type.Array(Incident) }),
    handle: async (_ask, { store }) => {
      const rows = await query(store, 'incident.list', { limit: MOST_INCIDENTS });
      const items = rows.map(({ sinceAt: _since, firstAt, lastAt, toldAt, ...row }) => ({
        ...row,
        firstAt: iso(firstAt),
        lastAt: iso(lastAt),
        toldAt: isoOrNull(toldAt),
      }));
      return { items };
    },
  }),
];

async function channelOf(id: string, { store }: ApiDeps): Promise<AlertChannelRow> {
  const found = (await query(store, 'alert.channels', {})).find((each) => each.id === id);
  if (!found) throw new Failure('NOT_FOUND', { detail: 'Alert channel.' });
  return found;
}

function readEmail(target: string, { config }: ApiDeps): string {
  const address = target.trim();
  if (!/^[^\s@<>,;"]+@[^\s@<>,;"]+$/.test(address)) throw wrong('target', 'This is not one e-mail address.');
  if (config.smtp) return address;
  throw wrong(
    'kind',
    'E-mail needs the settings LEADFLOW_SMTP_URL and LEADFLOW_ALERT_FROM; then start Leadflow again.',
  );
}

function readUrl(target: string): string {
  const url = URL.parse(target.trim());
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    throw wrong('target', 'This is not an address that begins with https:// or http://.');
  if (url.username !== '' || url.password !== '')
    throw wrong('target', 'The address holds a user name or password, which would not be sent. Take it out.');
  url.hash = '';
  return url.href;
}

function wrong(field: string, says: string): Failure {
  return new Failure('REQUEST_INVALID', { fields: [{ field, says }] });
}

function channelLine({ toldAt, ...row }: AlertChannelRow) {
  return { ...row, target: row.kind === 'email' ? row.target : shownUrl(row.target), toldAt: isoOrNull(toldAt) };
}

/** Chat systems put the key of a webhook into its address: what stands after the host is shown only where it is short. */
function shownUrl(target: string): string {
  const url = URL.parse(target);
  const end = url ? url.pathname + url.search : '';
  return url && end.length > LONGEST_PLAIN_END ? `${url.origin}/…${end.slice(-4)}` : target;
}

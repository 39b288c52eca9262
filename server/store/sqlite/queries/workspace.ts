// What the workspace and the secrets are loaded from.
import { type QueryRunner, query } from '../database.ts';

/** Named queries of the workspace. */
export const workspaceQueries: Record<string, QueryRunner> = {
  /** Every flow that is not deleted: its row, newest saved version, and what serves in the environment. */
  'workspace.flows': query<{ environment: string }>((db, { environment }) =>
    db
      .all(
        `SELECT f.slug, f.name, f.draft, f.draft_rev, f.draft_by, f.draft_at, f.created_at,
           v.version, v.identity, v.bundle, v.saved_by, v.saved_at,
           p.release, p.version AS live_version, p.by_whom, p.at AS published_at
         FROM flow f
         LEFT JOIN flow_version v ON v.flow = f.slug
           AND v.version = (SELECT max(version) FROM flow_version WHERE flow = f.slug AND saved_at >= f.created_at)
         LEFT JOIN publication p
           ON p.id = (SELECT max(id) FROM publication WHERE flow = f.slug AND environment = ? AND at >= f.created_at)
         WHERE f.deleted_at IS NULL ORDER BY f.slug`,
        environment,
      )
      .map((row) => ({
        slug: row.slug,
        name: row.name,
        draft: row.draft === null ? null : JSON.parse(String(row.draft)),
        rev: row.draft_rev,
        changed: row.draft_by === null ? null : { by: row.draft_by, at: row.draft_at },
        updatedAt: Math.max(Number(row.created_at), Number(row.draft_at ?? 0), Number(row.saved_at ?? 0)),
        saved:
          row.version === null
            ? null
            : { version: row.version, identity: row.identity, bundle: JSON.parse(String(row.bundle)) },
        live:
          row.release === null
            ? null
            : { release: row.release, version: row.live_version, by: row.by_whom, at: row.published_at },
      })),
  ),
  /** True where the environment has published anything yet: a first start publishes every clean flow. */
  'workspace.everPublished': query<{ environment: string }>(
    (db, { environment }) =>
      db.get('SELECT 1 FROM publication WHERE environment = ? LIMIT 1', environment) !== undefined,
  ),
  'workspace.names': query<Record<string, never>>((db) => ({
    lists: db.all('SELECT slug FROM value_list ORDER BY slug').map((row) => row.slug),
    dncLists: db.all('SELECT slug FROM dnc_list ORDER BY slug').map((row) => row.slug),
    leadLists: db.all('SELECT slug FROM lead_list ORDER BY slug').map((row) => row.slug),
    statuses: db.all('SELECT abbrev FROM lead_status ORDER BY abbrev').map((row) => row.abbrev),
  })),
  /** The last text of each connection and adaptor file that could be read, by `connections/<slug>.yaml`. */
  'document.lastGood': query<Record<string, never>>((db) =>
    Object.fromEntries(
      db
        .all("SELECT key, value FROM meta WHERE key LIKE 'last-good:%' ORDER BY key")
        .map((row) => [String(row.key).slice('last-good:'.length), String(row.value)]),
    ),
  ),
  'flow.version': query<{ flow: string; version: number }>((db, { flow, version }) => {
    const row = db.get('SELECT bundle FROM flow_version WHERE flow = ? AND version = ?', flow, version);
    return row ? JSON.parse(String(row.bundle)) : null;
  }),
  /** The release that served for a version last, here before elsewhere; what an earlier flow of the slug served is not this one's. */
  'flow.served': query<{ flow: string; version: number; environment: string }>(
    (db, { flow, version, environment }) =>
      db.get(
        `SELECT p.release FROM publication p JOIN flow f ON f.slug = p.flow AND p.at >= f.created_at
         WHERE p.flow = ? AND p.version = ? AND p.release IS NOT NULL ORDER BY p.environment = ? DESC, p.id DESC LIMIT 1`,
        flow,
        version,
        environment,
      )?.release ?? null,
  ),
  'flow.versions': query<{ flow: string }>((db, { flow }) =>
    db
      .all(
        `SELECT v.version, v.identity, v.saved_by, v.saved_at, v.message
         FROM flow_version v JOIN flow f ON f.slug = v.flow
         WHERE v.flow = ? AND v.saved_at >= f.created_at ORDER BY v.version DESC`,
        flow,
      )
      .map((row) => ({
        version: row.version,
        identity: row.identity,
        savedBy: row.saved_by,
        savedAt: row.saved_at,
        message: row.message,
      })),
  ),
  'release.content': query<{ hash: string }>((db, { hash }) => {
    const row = db.get('SELECT content FROM release WHERE hash = ?', hash);
    return row ? JSON.parse(String(row.content)) : null;
  }),
  /** Everything that is sealed: secrets, the HMAC secrets of sources, keys that outlive a rotation. */
  'secret.all': query<Record<string, never>>((db) => ({
    secrets: db.all('SELECT name, sealed, origins, set_by, set_at FROM secret ORDER BY name').map((row) => ({
      name: row.name,
      sealed: row.sealed,
      origins: row.origins === null ? null : JSON.parse(String(row.origins)),
      setBy: row.set_by,
      setAt: row.set_at,
    })),
    sources: db.all('SELECT id, name, secret AS sealed FROM source WHERE secret IS NOT NULL'),
    keys: db.all('SELECT purpose, sealed FROM sealed_key'),
  })),
};

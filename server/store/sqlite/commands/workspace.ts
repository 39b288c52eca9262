// Keeps drafts, saved versions, releases and what is published. Documents arrive checked, and are kept as JSON text.
import type { FlowBundle } from '../../../../flows/language/document.ts';
import { Failure } from '../../../../flows/language/failures.ts';
import type { ReleaseContent } from '../../../workspace/workspace.ts';
import { type CommandRunner, command, type Database, type Moment } from '../database.ts';
import { audit } from './audit.ts';

interface FlowArgs {
  slug: string;
  name: string;
  by: string;
}
interface Publishing {
  slug: string;
  environment: string;
  release: { hash: string; content: ReleaseContent };
  by: string;
  /** True for an earlier version that serves again. */
  back: boolean;
  /** Releases that it calls, where they were made for it. */
  called?: Publishing['release'][];
}

/** Before the name of a connection or adaptor file whose last good text is kept in `meta`. */
const LAST_GOOD = 'last-good:';

/** The workspace's changes. Each answers with what the workspace keeps in memory of it. */
export const workspaceCommands: Record<string, CommandRunner> = {
  'flow.create': command<FlowArgs & { draft: FlowBundle }>((db, args, moment) => {
    const { slug, name, draft, by } = args;
    makeRow(db, { slug, name }, moment);
    audit(db, moment, { who: by, did: 'flow.create', what: slug, detail: name });
    return keepDraft(db, { slug, name, draft, by }, moment);
  }),
  'flow.putDraft': command<FlowArgs & { draft: FlowBundle | null; rev: number }>((db, args, moment) => {
    const row = db.get('SELECT draft_rev FROM flow WHERE slug = ? AND deleted_at IS NULL', args.slug);
    if (!row) throw new Failure('NOT_FOUND', { detail: `Flow ${args.slug}.` });
    if (row.draft_rev !== args.rev) throw new Failure('CHANGED_MEANWHILE', { detail: `Flow ${args.slug}.` });
    return keepDraft(db, args, moment);
  }),
  'flow.addVersion': command<VersionArgs>(addVersion),
  'flow.relayout': command<{ slug: string; version: number; bundle: FlowBundle; clearDraft: boolean; by: string }>(
    (db, { slug, version, bundle, clearDraft, by }, moment) => {
      db.run(
        'UPDATE flow_version SET bundle = ? WHERE flow = ? AND version = ?',
        JSON.stringify(bundle),
        slug,
        version,
      );
      return raise(db, { slug, clearDraft, by }, moment);
    },
  ),
  'flow.publish': command<Publishing>((db, { slug, environment, release, by, back, called = [] }, moment) => {
    const did = back ? 'flow.go-back' : 'flow.publish';
    for (const each of called) keepRelease(db, each, moment);
    publish(db, { slug, environment, release, by, note: '', did }, moment);
    return { at: moment.now };
  }),
  'flow.withdraw': command<{ slug: string; environment: string; by: string }>(
    (db, { slug, environment, by }, moment) => {
      withdraw(db, { slug, environment, by }, moment);
      audit(db, moment, { who: by, did: 'flow.withdraw', what: slug, detail: `From ${environment}.` });
      return null;
    },
  ),
  'flow.remove': command<{ slug: string; by: string }>((db, { slug, by }, moment) => {
    const sql = `SELECT environment FROM publication p WHERE flow = ? AND release IS NOT NULL
      AND id = (SELECT max(id) FROM publication WHERE flow = p.flow AND environment = p.environment)`;
    for (const row of db.all(sql, slug)) withdraw(db, { slug, environment: String(row.environment), by }, moment);
    // A flow that is made anew under this slug has slots of its own.
    db.run('DELETE FROM slot WHERE flow = ?', slug);
    db.run('UPDATE flow SET deleted_at = ?, draft = NULL, draft_rev = draft_rev + 1 WHERE slug = ?', moment.now, slug);
    audit(db, moment, { who: by, did: 'flow.remove', what: slug, detail: '' });
    return null;
  }),
  'document.remember': command<{ file: string; text: string }>((db, { file, text }) => {
    db.run(
      'INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
      LAST_GOOD + file,
      text,
    );
    return null;
  }),
  'document.forget': command<{ file: string }>((db, { file }) => {
    db.run('DELETE FROM meta WHERE key = ?', LAST_GOOD + file);
    return null;
  }),
  'release.put': command<{ hash: string; content: ReleaseContent }>((db, release, moment) => {
    keepRelease(db, release, moment);
    return null;
  }),
};

interface VersionArgs extends FlowArgs {
  identity: string;
  bundle: FlowBundle;
  message: string;
  clearDraft: boolean;
}

/** Numbers go on after a flow was deleted and made again, so that a run's version stays unambiguous. */
function addVersion(db: Database, args: VersionArgs, moment: Moment) {
  const { slug, name, identity, bundle, by, message, clearDraft } = args;
  if (!db.get('SELECT 1 FROM flow WHERE slug = ? AND deleted_at IS NULL', slug)) makeRow(db, { slug, name }, moment);
  const version = Number(db.get('SELECT max(version) AS top FROM flow_version WHERE flow = ?', slug)?.top ?? 0) + 1;
  db.run(
    `INSERT INTO flow_version (flow, version, identity, bundle, saved_by, saved_at, message)
     VALUES (?, ?, ?, ?, ?, max(?, (SELECT created_at FROM flow WHERE slug = ?)), ?)`,
    slug,
    version,
    identity,
    JSON.stringify(bundle),
    by,
    moment.now,
    slug,
    message,
  );
  db.run('UPDATE flow SET name = ? WHERE slug = ?', name, slug);
  audit(db, moment, { who: by, did: 'flow.save', what: slug, detail: `Version ${version}. ${message}`.trim() });
  return { version, ...raise(db, { slug, clearDraft, by }, moment) };
}

/** A slug that was deleted begins a new life: what was saved and published before `created_at` is not of it. */
function makeRow(db: Database, { slug, name }: { slug: string; name: string }, { now }: Moment): void {
  const changed = db.run(
    `INSERT INTO flow (slug, name, created_at)
     VALUES (?, ?, max(?, coalesce((SELECT max(saved_at) + 1 FROM flow_version WHERE flow = ?), 0)))
     ON CONFLICT (slug) DO UPDATE SET name = excluded.name, created_at = excluded.created_at, deleted_at = NULL
     WHERE deleted_at IS NOT NULL`,
    slug,
    name,
    now,
    slug,
  );
  if (changed === 0) throw new Failure('ALREADY_EXISTS', { detail: `Flow ${slug}.` });
}

function keepDraft(db: Database, args: FlowArgs & { draft: FlowBundle | null }, { now }: Moment) {
  const { slug, name, draft, by } = args;
  const sql =
    'UPDATE flow SET name = ?, draft = ?, draft_rev = draft_rev + 1, draft_by = ?, draft_at = ? WHERE slug = ? RETURNING draft_rev';
  const row = db.get(sql, name, draft === null ? null : JSON.stringify(draft), by, now, slug);
  return { rev: Number(row?.draft_rev), at: now };
}

/** The saved version changed under whoever has the flow open, so their next change must not pass unseen. */
function raise(db: Database, args: { slug: string; clearDraft: boolean; by: string }, { now }: Moment) {
  const { slug, clearDraft, by } = args;
  const sql = `UPDATE flow SET draft = CASE WHEN ? THEN NULL ELSE draft END, draft_rev = draft_rev + 1,
    draft_by = ?, draft_at = ? WHERE slug = ? RETURNING draft_rev`;
  return { rev: Number(db.get(sql, clearDraft ? 1 : 0, by, now, slug)?.draft_rev), at: now };
}

/** Points a flow at a release. `note`: why, where it is not the flow itself that changed. */
export function publish(
  db: Database,
  args: Omit<Publishing, 'back' | 'called'> & { note: string; did: string },
  moment: Moment,
): void {
  const { slug, environment, release, by, note, did } = args;
  keepRelease(db, release, moment);
  const { version } = release.content;
  const sql =
    'INSERT INTO publication (flow, environment, release, version, by_whom, at, note) VALUES (?, ?, ?, ?, ?, ?, ?)';
  db.run(sql, slug, environment, release.hash, version, by, moment.now, note);
  const detail = `Version ${version} in ${environment}.${note === '' ? '' : ` ${note}`}`;
  audit(db, moment, { who: by, did, what: slug, detail });
}

/** Keeps a release under its hash. */
export function keepRelease(db: Database, { hash, content }: Publishing['release'], { now }: Moment): void {
  const sql =
    'INSERT INTO release (hash, flow, version, content, created_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING';
  db.run(sql, hash, content.flow, content.version, JSON.stringify(content), now);
}

function withdraw(db: Database, args: { slug: string; environment: string; by: string }, { now }: Moment): void {
  const { slug, environment, by } = args;
  db.run('INSERT INTO publication (flow, environment, by_whom, at) VALUES (?, ?, ?, ?)', slug, environment, by, now);
}

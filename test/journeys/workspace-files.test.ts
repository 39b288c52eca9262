// The drawing in git: what a save writes, what a pull brings, and what a broken file cannot break.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../flows/language/document.ts';
import { eventually, freshPhone, startTestServer, type TestServer } from '../support/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const SLUG = 'duplicate-lead-check';
const flow = async () => (await server.api('GET', `/flows/${SLUG}`)).body;
const file = () => join(server.workspace, SLUG, 'flow.yaml');

describe("a flow's files", () => {
  it('change by the lines that the drawing changed, and by no other', async () => {
    const before = readFileSync(file(), 'utf8').split('\n');
    const { bundle, rev } = await flow();
    const changed = structuredClone(bundle) as JsonObject;
    const nodes = (changed.document as JsonObject).nodes as Record<string, JsonObject>;
    (nodes.known?.config as JsonObject).message = 'We know this number.';
    const draft = await server.api('PUT', `/flows/${SLUG}/draft`, { bundle: changed }, { 'if-match': `"${rev}"` });
    expect(draft.status, JSON.stringify(draft.body)).toBe(200);
    const saved = await server.api(
      'POST',
      `/flows/${SLUG}/save`,
      { message: 'Say it shorter' },
      { 'if-match': `"${draft.body.rev}"` },
    );
    expect(saved.body).toMatchObject({ draftChanged: false });
    const after = readFileSync(file(), 'utf8').split('\n');
    expect(after.filter((line) => !before.includes(line))).toEqual([expect.stringContaining('We know this number.')]);
    expect(before.filter((line) => !after.includes(line))).toHaveLength(1);
  });

  it('refuse a save that is based on an older draft', async () => {
    const { rev } = await flow();
    const stale = await server.api('POST', `/flows/${SLUG}/save`, {}, { 'if-match': `"${Number(rev) - 1}"` });
    expect([stale.status, stale.body.code]).toEqual([412, 'CHANGED_MEANWHILE']);
  });

  it('make a new version when git brings a change, and serve it once it is published', async () => {
    const { savedVersion } = await flow();
    writeFileSync(file(), readFileSync(file(), 'utf8').replace('We know this number.', 'Known since today.'));
    const pulled = await eventually(async () => {
      const now = await flow();
      return Number(now.savedVersion) > Number(savedVersion) ? now : undefined;
    });
    const phone = freshPhone();
    const published = await server.api('POST', `/flows/${SLUG}/publish`, {}, { 'if-match': `"${pulled.rev}"` });
    expect(published.body).toMatchObject({ live: { version: pulled.savedVersion } });
    const { body } = await server.api('GET', `/flows/${SLUG}/publications`);
    expect((body.items as JsonObject[])[0]).toMatchObject({ by: server.admin.email, version: pulled.savedVersion });
    expect((await server.send('acme/leads', { phone_number: phone })).body).toMatchObject({ success: true });
  });

  it('that cannot be read are shown with the place, and the last good release keeps serving', async () => {
    const good = readFileSync(file(), 'utf8');
    writeFileSync(file(), good.replace('nodes:', 'nodes: [broken'));
    const broken = await eventually(async () => {
      const now = await flow();
      return now.fileError ? now : undefined;
    });
    expect(JSON.stringify(broken.fileError)).toMatch(/flow\.yaml:\d+/);
    expect((await server.send('acme/leads', { phone_number: freshPhone() })).body).toMatchObject({ success: true });
    await server.restart();
    expect((await flow()).fileError).not.toBeNull();
    expect((await server.send('acme/leads', { phone_number: freshPhone() })).body).toMatchObject({ success: true });
    writeFileSync(file(), good);
    await eventually(async () => ((await flow()).fileError === null ? true : undefined));
  });
});

describe('publishing', () => {
  it('is refused for a document with a problem, which can be saved as a draft all the same', async () => {
    const { bundle, rev } = await flow();
    const changed = structuredClone(bundle) as JsonObject;
    const nodes = (changed.document as JsonObject).nodes as Record<string, JsonObject>;
    (nodes.ask?.config as JsonObject).connection = 'nobody';
    const draft = await server.api('PUT', `/flows/${SLUG}/draft`, { bundle: changed }, { 'if-match': `"${rev}"` });
    expect(draft.status).toBe(200);
    const refused = await server.api('POST', `/flows/${SLUG}/publish`, {}, { 'if-match': `"${draft.body.rev}"` });
    expect([refused.status, refused.body.code]).toEqual([422, 'FLOW_HAS_PROBLEMS']);
    expect(refused.body.problems).toEqual(
      expect.arrayContaining([expect.objectContaining({ node: 'ask', field: 'connection' })]),
    );
    expect((await server.send('acme/leads', { phone_number: freshPhone() })).body).toMatchObject({ success: true });
  });
});

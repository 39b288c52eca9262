// Serves the built editor: its files, and its one page for every address that is not a file.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Router } from 'express';
import { EDITOR_DIST } from './editor-build.ts';

const BUILDING = `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="2"><title>Leadflow</title>
<p style="font:16px system-ui;margin:4rem auto;max-width:30rem">The editor is being built. This page opens it as soon as it is ready.</p>`;

/** Routes for everything that no other router took. */
export function pagesRouter(): Router {
  const router = express.Router();
  // Names of built files carry a hash of their content, so they never change.
  router.use('/assets', express.static(join(EDITOR_DIST, 'assets'), { immutable: true, maxAge: '1y', index: false }));
  // A tab of an older build asks for a file that is gone: a page in its place would be read as a script.
  router.use('/assets', (_request, response) => void response.status(404).end());
  router.use(express.static(EDITOR_DIST, { index: false }));
  router.get('/*path', (_request, response) => page(response));
  router.get('/', (_request, response) => page(response));
  return router;
}

function page(response: express.Response): void {
  const file = join(EDITOR_DIST, 'index.html');
  if (existsSync(file)) response.sendFile(file, { headers: { 'cache-control': 'no-cache' } });
  else response.status(503).set('retry-after', '3').type('html').send(BUILDING);
}

// A real Chromium for tests: the system's where there is one, else the one that comes as a package.
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import packaged from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

const SYSTEM = '/usr/bin/chromium';
/** Chromium runs as root in containers, and must not look for hosts of its own. */
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A page of a test is short-lived: room for its young objects costs less than to look through them again and again, on threads that take the processor from the tests beside.
  '--js-flags=--single-threaded-gc --min-semi-space-size=16',
];

/** Where the package unpacks itself, and looks whether it has. */
const UNPACKED = 'chromium';

/** Unpacks the packaged browser where no browser is. It is there whole or not at all, whoever looks, and whenever this ends. */
export async function unpackBrowser(): Promise<void> {
  const shared = tmpdir();
  if (existsSync(SYSTEM) || existsSync(join(shared, UNPACKED))) return;
  const own = await mkdtemp(join(shared, 'unpacking-'));
  try {
    process.env.TMPDIR = own;
    await packaged.executablePath();
    const names = (await readdir(own)).filter((name) => name !== UNPACKED);
    for (const name of [...names, UNPACKED]) {
      if (!existsSync(join(shared, name))) await rename(join(own, name), join(shared, name));
    }
  } finally {
    process.env.TMPDIR = shared;
    await rm(own, { recursive: true, force: true });
  }
}

/** Starts a browser. The caller closes it. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = existsSync(SYSTEM) ? SYSTEM : await packaged.executablePath();
  return chromium.launch({
    executablePath,
    args: existsSync(SYSTEM) ? ARGS : [...packaged.args, ...ARGS],
    headless: true,
  });
}

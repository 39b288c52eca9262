// The command line's side: asks the running server, or opens the database itself where none runs.
import { join } from 'node:path';
import { type Config, SettingError } from '../config.ts';
import { request } from '../node-http.ts';
import type { Store } from '../store/ports.ts';
import { type TaskName, type TaskParts, type TaskResults, tasks } from './tasks.ts';

/** A refusal, in words for the terminal. */
export class Refused extends Error {}

/** How a database that no server has open is opened. */
export interface Offline {
  openStore: (dataFolder: string) => Promise<Store>;
  /** Answers how to give the lock back; undefined where another process holds it. */
  takeLock: (dataFolder: string) => (() => void) | undefined;
  /** The secrets of a database, with the key that the settings and the data folder give. */
  openSecrets: (store: Store) => ReturnType<TaskParts['secrets']>;
}

/** Does a task on the running server, else on the database. Fails with Refused, Failure, SettingError. */
export async function callTask<N extends TaskName>(
  { data }: Pick<Config, 'data'>,
  { name, args }: { name: N; args: object },
  offline: Offline,
): Promise<TaskResults[N]> {
  const answer = await askServer(join(data, 'leadflow.sock'), name, args);
  if (answer !== undefined) return answer as TaskResults[N];
  const unlock = offline.takeLock(data);
  if (!unlock) {
    throw new SettingError(
      `A Leadflow that is starting or stopping has the data folder ${data}. Try again in a few seconds.`,
    );
  }
  try {
    const store = await offline.openStore(data);
    try {
      const secrets = () => offline.openSecrets(store);
      return await tasks[name].run({ store, secrets, originsOf: undefined }, args as never);
    } finally {
      await store.close();
    }
  } finally {
    unlock();
  }
}

/** The server's answer; undefined where no server listens. Fails with Refused. */
async function askServer(socketPath: string, name: TaskName, args: object): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const call = request({ socketPath, path: `/${name}`, method: 'POST' }, (response) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.on('error', reject);
    response.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      if (response.statusCode === 200) resolve(JSON.parse(text));
      else reject(new Refused(refusal(text)));
    });
  });
  call.on('error', (error: NodeJS.ErrnoException) => {
    // No socket file, or one that a killed server left behind.
    if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') resolve(undefined);
    else reject(error);
  });
  call.end(JSON.stringify(args));
  return promise;
}

function refusal(text: string): string {
  const { title, detail, remedy } = JSON.parse(text) as { title?: string; detail?: string; remedy?: string };
  return [title, detail, remedy].filter(Boolean).join(' ');
}

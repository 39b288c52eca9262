// What a command is given: where to write, and how to have a task done.
import { join } from 'node:path';
import { configOfProcess } from '../config.ts';
import { callTask, type Offline } from './call.ts';
import type { TaskName, TaskResults } from './tasks.ts';

/** What commands write to and ask. */
export interface Terminal {
  /** A line of the result, on standard output. */
  say(line: string): void;
  /** A line beside the result, on standard error. */
  note(line: string): void;
  /** `http://host:port` by the settings. */
  readonly address: string;
  /** All that comes on standard input. */
  input(): Promise<string>;
  /** Fails with Refused, Failure, SettingError. */
  task<N extends TaskName>(name: N, args: object): Promise<TaskResults[N]>;
}

/** The terminal of this process. The settings are read when a command first needs them. */
export function processTerminal(): Terminal {
  return {
    say: (line) => void process.stdout.write(`${line}\n`),
    note: (line) => void process.stderr.write(`${line}\n`),
    get address() {
      const { host, port } = configOfProcess();
      return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
    },
    async input() {
      const chunks: Buffer[] = [];
      for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
      return Buffer.concat(chunks).toString('utf8');
    },
    async task(name, args) {
      // Loaded late: the server's own start must not pay for them.
      const { openStore } = await import('../store/sqlite/client.ts');
      const { takeLock } = await import('../store/sqlite/lock.ts');
      const config = configOfProcess();
      const openSecrets: Offline['openSecrets'] = async (store) => {
        const { createSecrets } = await import('../tools/secrets.ts');
        const keyFile = join(config.data, 'leadflow.key');
        return createSecrets({ store, keyFile, fromEnvironment: config.secretKey });
      };
      return callTask(config, { name, args }, { openStore, takeLock, openSecrets });
    },
  };
}

// `leadflow start`: runs the server and tells a newcomer what to do next.
import { flushCompileCache } from 'node:module';
import { Failure } from '../../flows/language/failures.ts';
import { configOfProcess, SettingError } from '../config.ts';
import { settleV8 } from './settle-v8.ts';

/** The start is over so long after the server listens, milliseconds: the first lead does not wait for the tidying up. */
const SETTLED_MS = 1000;

/** Where the connections of the examples look for a receiver. */
const EXAMPLES_ASK = 4410;

/** Starts the server and stays until a signal. What keeps it from starting ends the process with 1. */
export async function start(options: { simulator: boolean }): Promise<void> {
  try {
    const config = configOfProcess();
    const { startServer } = await import('../main.ts');
    const say = (text: string) => process.stdout.write(`${text}\n`);
    const starting = startServer(config, options);
    let stopping = false;
    const stop = async () => {
      if (stopping) return;
      stopping = true;
      say('  Stopping: runs in flight are written down first.');
      await (await starting).stop();
      process.exit(0);
    };
    // Before it is ready: whoever asks it to stop the moment that it serves must not cut it off.
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
    const running = await starting;
    // A process that is killed writes nothing at its end; the next one would compile everything again.
    flushCompileCache();
    say('');
    say(`  Leadflow runs on ${running.address}`);
    if (running.setupLink) say(`  Choose your password (once):  ${running.address}${running.setupLink}`);
    else say('  Sign in with your e-mail address; forgot the password? npx leadflow user reset <e-mail>');
    if (running.simulator === 'running') say(`  ${simulatorWords(config.simulatorPort)}`);
    else if (running.simulator !== 'off') say(`  The simulated receiver did not start: ${running.simulator.says}`);
    if (running.firstLead) say(`\n  Send a lead (twice, to see a duplicate):\n\n    ${running.firstLead}\n`);
    running.pages.then(
      () => say('  The pages are ready.'),
      (error: Error) => say(`  ${error.message}`),
    );
    setTimeout(settleV8, SETTLED_MS).unref();
  } catch (error) {
    // The database threads would keep a process alive that serves nobody.
    const expected = error instanceof SettingError || error instanceof Failure;
    process.stderr.write(`${expected ? error.message : (error as Error).stack}\n`);
    process.exit(1);
  }
}

/** The examples ask one address, whatever the simulator listens on. */
function simulatorWords(port: number): string {
  const says = `A simulated receiver answers on http://127.0.0.1:${port}`;
  if (port === EXAMPLES_ASK) return `${says}, so that the examples work as they are`;
  return `${says}; the examples ask 127.0.0.1:${EXAMPLES_ASK}: give their connections this host, and publish the flows`;
}

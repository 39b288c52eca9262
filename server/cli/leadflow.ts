// The command line: `npx leadflow <command>`. Exit codes: 0 done, 1 refused or failed, 2 not a command.
import { Command, CommanderError } from 'commander';
import { Failure, problemOf } from '../../flows/language/failures.ts';
import { SettingError } from '../config.ts';
import { Refused } from './call.ts';
import { addSecretCommands } from './secrets.ts';
import { processTerminal } from './terminal.ts';
import { addTokenCommands } from './token.ts';
import { addUserCommands } from './user.ts';

const terminal = processTerminal();
const program = new Command('leadflow').description('Leadflow: draw how a lead travels, and run the drawing.');
// Commands made from here on inherit it: an unknown option must not end the process before we choose its exit code.
program.exitOverride();
program
  .command('start')
  .description('run the server')
  .option('--simulator', 'run a simulated receiver beside it, so that the shipped flows work')
  .action(async (options: { simulator?: boolean }) => {
    const { start } = await import('./start.ts');
    await start({ simulator: options.simulator === true });
  });
addUserCommands(program, terminal);
addTokenCommands(program, terminal);
addSecretCommands(program, terminal);
program
  .command('api-types')
  .description("write the editor's types from the admin API (for developers)")
  .action(async () => {
    const { writeApiTypes } = await import('./api-types.ts');
    terminal.say(`Wrote ${writeApiTypes()}`);
  });

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCode(error);
}

function exitCode(error: unknown): number {
  // Commander has said what was wrong; help and version end here too, with 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof Failure) {
    const { title, detail, remedy } = problemOf(error);
    terminal.note([title, detail, remedy].filter(Boolean).join(' '));
  } else if (error instanceof Refused || error instanceof SettingError) terminal.note(error.message);
  else throw error;
  return 1;
}

// `leadflow token ...`: keys for programs that use the admin API.
import { type Command, Option } from 'commander';
import type { Terminal } from './terminal.ts';

/** Adds the token commands. */
export function addTokenCommands(program: Command, terminal: Terminal): void {
  const token = program.command('token').description('tokens for programs that use the admin API');
  token
    .command('create')
    .description('make a token and print it, this once')
    .addOption(new Option('--role <role>', 'what it may do').choices(['admin', 'viewer']).makeOptionMandatory())
    .option('--name <name>', 'what it is for, as the audit will call it', 'unnamed')
    .action(async (options: { role: string; name: string }) => {
      const { key } = await terminal.task('token-create', options);
      // The token alone on standard output, so that a script can take it.
      terminal.say(key);
      terminal.note('Send it as "Authorization: Bearer <token>". It is not shown again.');
    });
  token
    .command('list')
    .description('list tokens, without their text')
    .action(async () => {
      const tokens = await terminal.task('token-list', {});
      for (const { id, name, role, createdAt } of tokens) {
        terminal.say(`${id}\t${role}\t${new Date(createdAt).toISOString()}\t${name}`);
      }
      if (tokens.length === 0)
        terminal.say('There are no tokens. Make one with: npx leadflow token create --role viewer');
    });
}

// `leadflow user ...`: who may sign in, and a new password for someone who forgot theirs.
import type { Command } from 'commander';
import type { Terminal } from './terminal.ts';

/** Adds the user commands. */
export function addUserCommands(program: Command, terminal: Terminal): void {
  const user = program.command('user').description('users of the admin pages');
  user
    .command('list')
    .description('list users')
    .action(async () => {
      const users = await terminal.task('user-list', {});
      for (const { email, role, passwordSet } of users) {
        terminal.say(`${email}\t${role}\t${passwordSet ? 'has a password' : 'has no password yet'}`);
      }
      if (users.length === 0) terminal.say('There are no users yet; the first start of the server makes one.');
    });
  user
    .command('reset')
    .description('print a one-time link that sets a new password')
    .argument('<email>', 'e-mail address of the user')
    .action(async (typed: string) => {
      const { email, link } = await terminal.task('user-reset', { email: typed });
      terminal.say(`Open this link within 24 hours to choose a new password for ${email}:`);
      terminal.say(`  ${terminal.address}${link}`);
    });
}

// `leadflow secrets ...`: the secrets of connections, and a new key for all of them.
import type { Command } from 'commander';
import { Refused } from './call.ts';
import type { Terminal } from './terminal.ts';

/** Adds the commands about secrets. */
export function addSecretCommands(program: Command, terminal: Terminal): void {
  const secrets = program.command('secrets').description('secrets of connections');
  secrets
    .command('list')
    .description('list secrets and where each may be sent, without their values')
    .action(async () => {
      const { secrets: all, locked } = await terminal.task('secret-list', {});
      for (const { name, setAt, setBy, origins } of all) {
        terminal.say(
          `${name}\t${new Date(setAt).toISOString()}\t${setBy}\t${origins.join(' ') || 'bound to no address'}`,
        );
      }
      if (all.length === 0) terminal.say('There are no secrets. Set one with: npx leadflow secrets set <name>');
      if (locked !== null) terminal.note(`They cannot be opened: ${locked}`);
    });
  secrets
    .command('set')
    .description('set a secret, or put another in its place; the value comes on standard input')
    .argument('<name>', 'as connections name it, without "secret:"')
    .action(async (name: string) => {
      // On the command line it would stand in the shell's history and in the list of processes.
      const value = await terminal.input();
      if (value.trim() === '')
        throw new Refused(`Give the value on standard input: npx leadflow secrets set ${name} < file`);
      const { origins } = await terminal.task('secret-set', { name, value });
      terminal.say(
        origins.length === 0
          ? `Set ${name}. No connection that was asked names it: it may be sent nowhere until one that does is saved.`
          : `Set ${name}. It may be sent to ${origins.join(', ')}.`,
      );
    });
  secrets
    .command('rotate')
    .description('seal all secrets with a new key')
    .action(async () => {
      const { sealed, where } = await terminal.task('secret-rotate', {});
      terminal.say(`Sealed ${sealed === 1 ? 'one text' : `${sealed} texts`} with a new key, which is in ${where}.`);
      terminal.note('Backups of the database from before open with the old key only: keep the key that is in them.');
    });
}

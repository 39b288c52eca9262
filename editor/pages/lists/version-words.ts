// What made a version of a list, in words. Pure.
import type { ListVersion } from '../../types.ts';

const DEEDS: Readonly<Record<ListVersion['did'], string>> = {
  create: 'Made',
  rename: 'Name, purpose or limit changed',
  add: 'Values added',
  remove: 'Values removed',
  replace: 'Values replaced',
  rules: 'Rules changed',
  restore: 'Restored',
  delete: 'Deleted',
  known: 'As it was before its history was kept',
};

/** What was done. */
export function deedWords({ did }: Pick<ListVersion, 'did'>): string {
  return DEEDS[did];
}

/** How many values came and went: "+3 −1", or a dash. */
export function changeWords({ added, removed }: Pick<ListVersion, 'added' | 'removed'>): string {
  const parts = [
    ...(added > 0 ? [`+${added.toLocaleString('en')}`] : []),
    ...(removed > 0 ? [`−${removed.toLocaleString('en')}`] : []),
  ];
  return parts.join(' ') || '–';
}

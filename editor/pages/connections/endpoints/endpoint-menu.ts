// The gear menu of an endpoint: in its row, and on its own page.
import type { MenuAction } from '../../../kit/Menu.tsx';
import type { EndpointDeeds } from './EndpointsPanel.tsx';
import type { ListedEndpoint } from './endpoint-list.ts';

/** The actions; `isOpen` leaves out the way to where one is. */
export function endpointMenu(
  row: ListedEndpoint,
  deeds: EndpointDeeds,
  { isReadOnly, isOpen }: { isReadOnly: boolean; isOpen: boolean },
): MenuAction[] {
  const { slug, from } = row;
  const { go } = deeds;
  const open: MenuAction = { id: 'open', label: 'Settings', icon: 'gear', onAction: () => deeds.open(slug) };
  const places: MenuAction[] = go
    ? [
        { id: 'test', label: 'Test', icon: 'play', onAction: () => go('test', slug) },
        { id: 'logs', label: 'Logs', icon: 'history', onAction: () => go('logs', slug) },
      ]
    : [];
  const through: MenuAction[] = (deeds.through ?? []).map(({ slug: connection, name, test }) => ({
    id: `test ${connection}`,
    label: `Test with ${name}`,
    icon: 'play',
    onAction: () => test(slug),
  }));
  const copy: MenuAction = { id: 'copy', label: 'Duplicate', icon: 'copy', onAction: () => deeds.copy(row) };
  const change: MenuAction[] =
    from === 'template'
      ? [copy]
      : [
          copy,
          { id: 'rename', label: 'Change the short name', icon: 'edit', onAction: () => deeds.rename(slug) },
          {
            id: 'delete',
            label: from === 'changed' ? 'Back to the template’s' : 'Delete',
            icon: from === 'changed' ? 'undo' : 'trash',
            isDanger: from === 'own',
            onAction: () => deeds.remove(slug),
          },
        ];
  return [...(isOpen ? [] : [open]), ...places, ...through, ...(isReadOnly ? [] : change)];
}

// The menu of a thing's page: the one action that is too heavy for a button of its own.
import type { ReactElement } from 'react';
import { Menu } from './Menu.tsx';

interface DeleteMenuProps {
  /** What the thing is called. */
  name: string;
  /** The words of the action: "Delete adaptor". */
  action: string;
  onDelete: () => void;
}

/** A menu button with the deletion in it. */
export function DeleteMenu({ name, action, onDelete }: DeleteMenuProps): ReactElement {
  return (
    <Menu
      label={`Actions for ${name}`}
      kind="plain"
      actions={[{ id: 'delete', label: action, icon: 'trash', isDanger: true, onAction: onDelete }]}
    />
  );
}

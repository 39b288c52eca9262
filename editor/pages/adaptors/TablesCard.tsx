// The lookup tables of an adaptor: what a value becomes, such as CA to California; shown, made, changed and taken away.
import { type ReactElement, useState } from 'react';
import type { AdaptorDocument, LookupTable } from '../../../flows/language/document.ts';
import { Button, IconButton } from '../../kit/Button.tsx';
import { Menu } from '../../kit/Menu.tsx';
import { Card } from '../../kit/Page.tsx';
import { counted } from '../../kit/time-words.ts';
import type { Gesture } from '../../kit/use-undo.ts';
import { usersOf, withTable } from './lookup-text.ts';
import { TableDialog } from './TableDialog.tsx';
import { READY_TABLES } from './us-states.ts';

interface TablesCardProps {
  draft: AdaptorDocument;
  change: (next: AdaptorDocument, how: Gesture) => void;
  isReadOnly: boolean;
}

/** The card. A table that rows use is not taken away: the rows are named. */
export function TablesCard({ draft, change, isReadOnly }: TablesCardProps): ReactElement {
  const [open, setOpen] = useState<{ name: string | undefined }>();
  const { tables = {} } = draft;
  const once = (next: AdaptorDocument, label: string): void => change(next, { label, gesture: null });
  const ready = Object.entries(READY_TABLES).filter(([name]) => !Object.hasOwn(tables, name));
  return (
    <Card
      title="Lookup tables"
      about="What a value becomes: choose a table in the details of a row."
      actions={
        !isReadOnly && (
          <TableActions
            {...{ ready }}
            onReady={(name, table) => once(withTable(draft, name, { table }), `Add table ${name}`)}
            onNew={() => setOpen({ name: undefined })}
          />
        )
      }
    >
      {Object.keys(tables).length === 0 ? (
        <p className="lf-muted">No table yet. Paste two columns of a spreadsheet to make one.</p>
      ) : (
        <ul className="lf-tables" aria-label="Lookup tables">
          {Object.entries(tables).map(([name, table]) => (
            <TableLine
              key={name}
              name={name}
              about={`${counted(Object.keys(table).length, 'line')}: ${glance(table)}`}
              users={usersOf(draft, name)}
              onOpen={() => setOpen({ name })}
              onRemove={
                isReadOnly
                  ? undefined
                  : () => once(withTable(draft, name, { table: undefined }), `Delete table ${name}`)
              }
            />
          ))}
        </ul>
      )}
      {open && (
        <TableDialog
          name={open.name}
          tables={tables}
          onTable={(name, table) => {
            const before = open.name === undefined ? {} : { before: open.name };
            once(withTable(draft, name, { table, ...before }), `Change table ${name}`);
          }}
          onClose={() => setOpen(undefined)}
          isReadOnly={isReadOnly}
        />
      )}
    </Card>
  );
}

interface TableActionsProps {
  /** Tables of ours that the adaptor does not have. */
  ready: readonly (readonly [string, { label: string; table: LookupTable }])[];
  onReady: (name: string, table: LookupTable) => void;
  onNew: () => void;
}

function TableActions({ ready, onReady, onNew }: TableActionsProps): ReactElement {
  return (
    <span className="lf-row">
      {ready.length > 0 && (
        <Menu
          label="Ready tables"
          showLabel
          size="small"
          kind="plain"
          icon="copy"
          actions={ready.map(([id, { label, table }]) => ({ id, label, onAction: () => onReady(id, table) }))}
        />
      )}
      <Button size="small" icon="plus" onPress={onNew}>
        New table
      </Button>
    </span>
  );
}

function glance(table: LookupTable): string {
  const entries = Object.entries(table);
  const first = entries.slice(0, 3).map(([key, value]) => `${key} → ${value}`);
  return `${first.join(', ')}${entries.length > 3 ? ', …' : ''}`;
}

interface TableLineProps {
  name: string;
  about: string;
  users: readonly string[];
  onOpen: () => void;
  onRemove: (() => void) | undefined;
}

function TableLine({ name, about, users, onOpen, onRemove }: TableLineProps): ReactElement {
  const isUsed = users.length > 0;
  return (
    <li className="lf-tables__line">
      <Button size="small" onPress={onOpen}>
        {name}
      </Button>
      <span className="lf-muted lf-tables__about">{about}</span>
      <span className="lf-muted">{isUsed ? `used by ${users.join(', ')}` : 'used by no row'}</span>
      {onRemove && (
        <IconButton
          size="small"
          icon="trash"
          label={isUsed ? `Table ${name} cannot be deleted: rows look it up` : `Delete table ${name}`}
          onPress={onRemove}
          isDisabled={isUsed}
        />
      )}
    </li>
  );
}

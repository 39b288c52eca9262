// The buttons of one row: up, down, remove.
import type { ReactElement } from 'react';
import { IconButton } from './Button.tsx';
import type { Rows } from './use-rows.ts';
import './rows.css';

interface RowToolsProps {
  index: number;
  rows: Pick<Rows<unknown>, 'move' | 'remove'> & { numbered: readonly unknown[] };
}

/** Acts on the row at `index`. */
export function RowTools({ index, rows }: RowToolsProps): ReactElement {
  const row = `row ${index + 1}`;
  const isLast = index === rows.numbered.length - 1;
  return (
    <div className="lf-row-tools">
      <IconButton
        size="small"
        icon="up"
        label={`Move ${row} up`}
        isDisabled={index === 0}
        onPress={() => rows.move(index, index - 1)}
      />
      <IconButton
        size="small"
        icon="down"
        label={`Move ${row} down`}
        isDisabled={isLast}
        onPress={() => rows.move(index, index + 1)}
      />
      <IconButton size="small" icon="trash" kind="danger" label={`Remove ${row}`} onPress={() => rows.remove(index)} />
    </div>
  );
}

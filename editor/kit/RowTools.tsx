// The tools of one row: a grip to drag it by, up, down, remove.
import type { ReactElement } from 'react';
import { IconButton } from './Button.tsx';
import { Icon } from './Icon.tsx';
import type { Rows } from './use-rows.ts';
import './rows.css';

interface RowToolsProps {
  index: number;
  rows: Pick<Rows<unknown>, 'move' | 'remove'> &
    Partial<Pick<Rows<unknown>, 'grip'>> & { numbered: readonly unknown[] };
}

/** Acts on the row at `index`. */
export function RowTools({ index, rows }: RowToolsProps): ReactElement {
  const row = `row ${index + 1}`;
  const isLast = index === rows.numbered.length - 1;
  return (
    <div className="lf-row-tools">
      {rows.grip && rows.numbered.length > 1 && (
        <button
          type="button"
          className="lf-grip"
          data-grip=""
          aria-label={`Reorder ${row}: drag it, or press Up and Down`}
          {...rows.grip(index)}
        >
          <Icon name="grip" size={16} />
        </button>
      )}
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

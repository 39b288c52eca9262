// Chooses which columns of a list are drawn.
import type { ReactElement } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Menu as AriaMenu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { buttonClass } from './Button.tsx';
import { Icon } from './Icon.tsx';
import type { ColumnChoice } from './use-columns.ts';
import './list-box.css';

/** A menu of boxes that stays open while one chooses. */
export function ColumnChooser<T>({ choice }: { choice: ColumnChoice<T> }): ReactElement {
  const { choosable, chosen, choose } = choice;
  return (
    <MenuTrigger>
      <AriaButton className={buttonClass('plain')}>
        <Icon name="columns" />
        <span className="lf-button__text">Columns</span>
        <Icon name="chevron-down" size={13} />
      </AriaButton>
      <Popover className="lf-popover" offset={4} placement="bottom end">
        <AriaMenu
          className="lf-list-box"
          selectionMode="multiple"
          selectedKeys={chosen}
          onSelectionChange={(keys) => choose(keys === 'all' ? idsOf(choice) : new Set([...keys].map(String)))}
          shouldCloseOnSelect={false}
        >
          {choosable.map((column) => (
            <MenuItem key={column.id} id={column.id} textValue={column.title} className="lf-option">
              {({ isSelected }) => (
                <span className="lf-option__icon">
                  <span className="lf-option__box" data-on={isSelected || undefined}>
                    {isSelected && <Icon name="check" size={12} />}
                  </span>
                  {column.title}
                </span>
              )}
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

function idsOf<T>({ choosable }: ColumnChoice<T>): ReadonlySet<string> {
  return new Set(choosable.map((column) => column.id));
}

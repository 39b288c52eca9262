// The line over a list: a search box that writes to the address, filters, and a way to clear them.
import { type ReactElement, type ReactNode, useEffect, useState } from 'react';
import { Button } from './Button.tsx';
import { Icon } from './Icon.tsx';
import { TextField } from './TextField.tsx';
import './toolbar.css';

interface ToolbarProps {
  /** The search text of the address, and how it is changed. */
  q: string;
  onSearch: (q: string) => void;
  /** What can be searched: "Name or address". */
  placeholder: string;
  /** Filters behind the box. */
  children?: ReactNode;
  /** At the end of the line: views, columns, export. */
  tools?: ReactNode;
  /** Shown where something narrows the list. */
  onClear?: (() => void) | undefined;
}

const WAIT_MS = 250;

/** Search and filters of a list. */
export function Toolbar({ q, onSearch, placeholder, children, tools, onClear }: ToolbarProps): ReactElement {
  const [text, setText] = useState(q);
  useEffect(() => setText(q), [q]);
  useEffect(() => {
    if (text === q) return;
    const timer = setTimeout(() => onSearch(text), WAIT_MS);
    return () => clearTimeout(timer);
  }, [text, q, onSearch]);
  return (
    <search className="lf-toolbar">
      <div className="lf-toolbar__search">
        <TextField
          label={`Search: ${placeholder}`}
          hideLabel
          type="search"
          placeholder={placeholder}
          value={text}
          onChange={setText}
          before={<Icon name="search" size={15} />}
        />
      </div>
      {children}
      {onClear && (
        <Button kind="quiet" icon="cross" onPress={onClear}>
          Clear
        </Button>
      )}
      {tools && <span className="lf-toolbar__tools">{tools}</span>}
    </search>
  );
}

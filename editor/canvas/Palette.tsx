// The node types at the left: searched by any name they have, dragged onto the canvas, or added by a press.
import { type KeyboardEvent, type ReactElement, useRef, useState } from 'react';
import type { NodeSpec } from '../../flows/language/catalogue.ts';
import { Icon } from '../kit/Icon.tsx';
import { TextField } from '../kit/TextField.tsx';
import { useDrawing, useFlow } from './drawing-context.ts';
import { add } from './flow-verbs.ts';
import { nodeIcon } from './node-icon.ts';
import { CATEGORIES, type Found, searchTypes } from './palette-search.ts';
import { DRAG_TYPE } from './use-canvas-pointer.ts';
import './palette.css';

/** The palette; not there for a viewer. */
export function Palette(): ReactElement | null {
  const { flow } = useDrawing();
  const catalogue = useFlow((state) => state.catalogue);
  const isReadOnly = useFlow((state) => state.readOnly);
  const [query, setQuery] = useState('');
  const list = useRef<HTMLDivElement>(null);
  if (isReadOnly) return null;
  const found = searchTypes(Object.values(catalogue), query);
  const put = (spec: NodeSpec): void => {
    const made = add(flow, spec, { kind: 'after', node: flow.getState().selected.at(-1) });
    if ('id' in made) flow.getState().lookAt(made.id);
  };
  return (
    <aside className="fl-palette" aria-label="Node types">
      <search className="fl-palette__search" onKeyDown={(event) => fromSearch(event, list.current)}>
        <TextField
          label="Find a node type"
          hideLabel
          type="search"
          placeholder="Find a node"
          value={query}
          onChange={setQuery}
          before={<Icon name="search" size={14} />}
        />
      </search>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys go from button to button inside it */}
      <div className="fl-palette__list" ref={list} onKeyDown={(event) => walkList(event, list.current)}>
        {query.trim() === '' ? (
          <Groups found={found} onPut={put} />
        ) : (
          found.map((each) => <PaletteItem key={each.spec.type} found={each} onPut={put} />)
        )}
        {found.length === 0 && (
          <p className="lf-muted lf-small fl-palette__none">
            No node has this name. Try what it does, or what another system calls it.
          </p>
        )}
      </div>
    </aside>
  );
}

interface GroupsProps {
  found: readonly Found[];
  onPut: (spec: NodeSpec) => void;
}

function Groups({ found, onPut }: GroupsProps): ReactElement {
  return (
    <>
      {CATEGORIES.map(({ category, title }) => {
        const here = found.filter(({ spec }) => spec.category === category);
        if (here.length === 0) return null;
        return (
          <section key={category} aria-label={title}>
            <h3 className="fl-palette__group">{title}</h3>
            {here.map((each) => (
              <PaletteItem key={each.spec.type} found={each} onPut={onPut} />
            ))}
          </section>
        );
      })}
    </>
  );
}

function PaletteItem({
  found: { spec, alias },
  onPut,
}: {
  found: Found;
  onPut: (spec: NodeSpec) => void;
}): ReactElement {
  return (
    <button
      type="button"
      className={`fl-palette__item fl-card--${spec.category}`}
      title={spec.about}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.setData(DRAG_TYPE, spec.type);
        event.dataTransfer.effectAllowed = 'copy';
      }}
      onClick={() => onPut(spec)}
    >
      <TypeWords spec={spec} alias={alias} />
    </button>
  );
}

/** Icon, title, and the other name that the type was found by. */
export function TypeWords({ spec, alias }: { spec: NodeSpec; alias: string | undefined }): ReactElement {
  return (
    <>
      <span className="fl-card__icon">
        <Icon name={nodeIcon(spec)} size={15} />
      </span>
      <span className="fl-palette__words">
        <span>{spec.title}</span>
        {alias && <span className="fl-palette__alias">also called {alias}</span>}
      </span>
    </>
  );
}

function fromSearch(event: KeyboardEvent, list: HTMLElement | null): void {
  if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
  const first = list?.querySelector<HTMLElement>('button');
  if (!first) return;
  event.preventDefault();
  if (event.key === 'Enter') first.click();
  else first.focus();
}

function walkList(event: KeyboardEvent, list: HTMLElement | null): void {
  const stops = [...(list?.querySelectorAll<HTMLElement>('button') ?? [])];
  const at = stops.indexOf(event.target as HTMLElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: stops.length - 1 }[event.key];
  if (at < 0 || to === undefined) return;
  event.preventDefault();
  stops[Math.max(0, Math.min(stops.length - 1, to))]?.focus();
}

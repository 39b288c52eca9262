// Quick add: type a few letters, press Enter, and the node stands where it was wanted, wired.
import { type KeyboardEvent, type ReactElement, useId, useState } from 'react';
import type { NodeSpec } from '../../flows/language/catalogue.ts';
import { Dialog } from '../kit/Dialog.tsx';
import { Icon } from '../kit/Icon.tsx';
import { useDrawing, useFlow } from './drawing-context.ts';
import { type FlowState, titleOf } from './flow-store.ts';
import { add } from './flow-verbs.ts';
import { TypeWords } from './Palette.tsx';
import { type Found, searchTypes } from './palette-search.ts';
import { replaceSelected } from './replace-node.ts';
import type { Where } from './where.ts';

interface QuickAddProps {
  where: Where;
  onClose: () => void;
}

/** The dialog behind `N`, a double-click, a dropped wire and an edge's plus. */
export function QuickAdd({ where, onClose }: QuickAddProps): ReactElement {
  const { flow } = useDrawing();
  const state = useFlow((now) => now);
  const put = (spec: NodeSpec): void => {
    onClose();
    const made = add(flow, spec, where);
    if ('id' in made) flow.getState().lookAt(made.id);
  };
  return (
    <TypeDialog
      title={`Add a node ${placeWords(state, where)}`}
      specs={fitting(state, where)}
      onChoose={put}
      onClose={onClose}
    />
  );
}

/** The dialog behind `R`: the same search, and what is chosen takes the node's place. */
export function ReplaceType({ node, onClose }: { node: string; onClose: () => void }): ReactElement {
  const { flow } = useDrawing();
  const state = useFlow((now) => now);
  const type = state.bundle.document.nodes[node]?.type ?? '';
  const isTrigger = (spec: NodeSpec | undefined): boolean => spec?.category === 'trigger';
  const put = (spec: NodeSpec): void => {
    onClose();
    replaceSelected(flow, node, spec);
    flow.getState().lookAt(node);
  };
  return (
    <TypeDialog
      title={`Make ${titleOf(state, node)} another type`}
      specs={Object.values(state.catalogue).filter(
        (spec) => spec.type !== type && isTrigger(spec) === isTrigger(state.catalogue[type]),
      )}
      onChoose={put}
      onClose={onClose}
    />
  );
}

interface TypeDialogProps {
  title: string;
  specs: readonly NodeSpec[];
  onChoose: (spec: NodeSpec) => void;
  onClose: () => void;
}

function TypeDialog({ title, specs, onChoose, onClose }: TypeDialogProps): ReactElement {
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const list = useId();
  const found = searchTypes(specs, query);
  const chosen = found[Math.min(at, found.length - 1)];
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key] ?? 0;
    if (step === 0 && event.key !== 'Enter') return;
    event.preventDefault();
    if (step !== 0) setAt((Math.min(at, found.length - 1) + step + found.length) % Math.max(found.length, 1));
    else if (chosen) onChoose(chosen.spec);
  };
  const search = (text: string): void => {
    setQuery(text);
    setAt(0);
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="fl-quick">
        <div className="lf-frame fl-quick__search">
          <Icon name="search" size={15} />
          <input
            className="lf-input"
            role="combobox"
            aria-label="Find a node type"
            aria-expanded="true"
            aria-controls={list}
            aria-activedescendant={chosen ? `${list}-${chosen.spec.type}` : undefined}
            placeholder="What should happen? For example: HTTP, duplicate, Processr"
            autoFocus
            spellCheck={false}
            value={query}
            onChange={(event) => search(event.target.value)}
            onKeyDown={onKeyDown}
          />
        </div>
        <div className="fl-quick__list" id={list} role="listbox" aria-label="Node types">
          {found.map((each) => (
            <QuickItem
              key={each.spec.type}
              id={`${list}-${each.spec.type}`}
              found={each}
              isChosen={each === chosen}
              onPut={({ spec }) => onChoose(spec)}
            />
          ))}
          {found.length === 0 && <p className="lf-muted fl-quick__none">No node has this name. Try what it does.</p>}
        </div>
      </div>
    </Dialog>
  );
}

interface QuickItemProps {
  id: string;
  found: Found;
  isChosen: boolean;
  onPut: (found: Found) => void;
}

function QuickItem({ id, found, isChosen, onPut }: QuickItemProps): ReactElement {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are heard by the field that the list belongs to
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isChosen}
      className={`fl-quick__item fl-card--${found.spec.category}${isChosen ? ' fl-quick__item--chosen' : ''}`}
      ref={(element) => {
        if (isChosen) element?.scrollIntoView({ block: 'nearest' });
      }}
      onClick={() => onPut(found)}
    >
      <TypeWords spec={found.spec} alias={found.alias} />
      <span className="fl-quick__about">{found.spec.about}</span>
    </div>
  );
}

/** The types that can stand there: no trigger where there is one, or where a wire leads to it. */
function fitting(state: FlowState, where: Where) {
  const specs = Object.values(state.catalogue);
  const nodes = Object.values(state.bundle.document.nodes);
  const hasTrigger = nodes.some((node) => state.catalogue[node.type]?.category === 'trigger');
  const isWired = where.kind === 'port' || where.kind === 'edge';
  return hasTrigger || isWired ? specs.filter((spec) => spec.category !== 'trigger') : specs;
}

function placeWords(state: FlowState, where: Where): string {
  if (where.kind === 'place') return 'here';
  if (where.kind === 'after') return where.node === undefined ? '' : `after ${titleOf(state, where.node)}`;
  const port = state.ports[where.from]?.find((other) => other.name === where.port)?.title ?? where.port;
  const from = `${titleOf(state, where.from)}, port ${port}`;
  return `after ${from}`;
}

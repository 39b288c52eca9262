// The menu of the canvas: what can be done with the node, the edge, the nodes or the ground it was asked for, with the keys.
import { useReactFlow } from '@xyflow/react';
import { Fragment, type ReactElement, useRef } from 'react';
import { Menu as AriaMenu, Keyboard, MenuItem, Separator, Text } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { bindingOf, type Command } from '../keys/keymap.ts';
import { ariaKeys, keyText } from '../keys/stroke.ts';
import { commandLabel } from '../words/keys.ts';
import { useDrawing, useFlow } from './drawing-context.ts';
import { type FlowState, titleOf } from './flow-store.ts';
import { LINE_UPS } from './line-up.ts';
import '../kit/list-box.css';

/** What the menu is about; each list is a part of it. */
const MENUS: Record<'node' | 'nodes' | 'edge' | 'ground', readonly (readonly Command[])[]> = {
  node: [
    ['open-panel', 'rename', 'quick-add', 'connect', 'edges', 'replace'],
    ['copy', 'cut', 'duplicate'],
    ['select-upstream', 'select-downstream'],
    ['delete', 'delete-only'],
  ],
  nodes: [['copy', 'cut', 'duplicate'], LINE_UPS, ['fit-selection'], ['delete', 'delete-only']],
  edge: [['edge-insert', 'edge-lead'], ['edge-source', 'edge-target'], ['delete']],
  ground: [
    ['quick-add', 'paste', 'paste-wired'],
    ['find', 'select-all', 'tidy'],
    ['fit', 'actual-size', 'minimap', 'outline', 'keys'],
  ],
};
const DANGEROUS: readonly Command[] = ['delete', 'delete-only'];
/** Words that fit the thing at hand better than those of the key table. */
const WORDS: { [K in keyof typeof MENUS]?: Partial<Record<Command, string>> } = {
  node: { delete: 'Delete, and join the ends' },
  nodes: { delete: 'Delete, and join the ends' },
  edge: { delete: 'Take the edge away' },
  ground: { 'quick-add': 'Add a node here' },
};

interface CanvasMenuProps {
  /** Of the window, in pixels. */
  point: { x: number; y: number };
  run: (command: Command) => void;
  onClose: () => void;
}

/** The menu, open as long as it is rendered. Escape closes it and gives the focus back. */
export function CanvasMenu({ point, run, onClose }: CanvasMenuProps): ReactElement {
  const anchor = useRef<HTMLSpanElement>(null);
  const { flow } = useDrawing();
  const canvas = useReactFlow();
  const kind = useFlow(kindOf);
  const label = useFlow((state) => labelOf(state, kind));
  const isReadOnly = useFlow((state) => state.readOnly);
  const isThere = (command: Command): boolean => !isReadOnly || bindingOf(command)?.reading === true;
  const parts = MENUS[kind].map((part) => part.filter(isThere)).filter((part) => part.length > 0);
  const act = (command: Command): void => {
    const { x, y } = canvas.screenToFlowPosition(point);
    if (kind !== 'ground' || command !== 'quick-add') run(command);
    else flow.getState().open({ kind: 'quick-add', where: { kind: 'place', at: [x, y] } });
  };
  return (
    <>
      <span ref={anchor} className="fl-menu-anchor" style={{ left: point.x, top: point.y }} />
      <Popover
        className="lf-popover"
        triggerRef={anchor}
        isOpen
        onOpenChange={(isOpen) => !isOpen && onClose()}
        placement="bottom start"
        offset={2}
      >
        <AriaMenu
          className="lf-list-box fl-menu"
          aria-label={label}
          autoFocus="first"
          onClose={onClose}
          onAction={(id) => act(id as Command)}
        >
          {parts.map((part, index) => (
            <Fragment key={part[0]}>
              {index > 0 && <Separator className="lf-separator" />}
              {part.map((command) => (
                <Item key={command} command={command} label={WORDS[kind]?.[command] ?? commandLabel(command)} />
              ))}
            </Fragment>
          ))}
        </AriaMenu>
      </Popover>
    </>
  );
}

function Item({ command, label }: { command: Command; label: string }): ReactElement {
  const binding = bindingOf(command);
  const [keys] = binding?.keys ?? [];
  return (
    <MenuItem
      id={command}
      textValue={label}
      className={`lf-option${DANGEROUS.includes(command) ? ' lf-option--danger' : ''}`}
      {...(binding ? { 'aria-keyshortcuts': ariaKeys(binding) } : {})}
    >
      <Text slot="label">{label}</Text>
      {keys && <Keyboard className="lf-option__hint">{keyText(keys)}</Keyboard>}
    </MenuItem>
  );
}

function kindOf({ selected, selectedEdge }: FlowState): keyof typeof MENUS {
  if (selectedEdge !== null) return 'edge';
  return selected.length > 1 ? 'nodes' : selected.length === 1 ? 'node' : 'ground';
}

function labelOf(state: FlowState, kind: keyof typeof MENUS): string {
  if (kind === 'node') return titleOf(state, state.selected[0] ?? '');
  return { nodes: 'The nodes selected', edge: 'The edge', ground: 'The canvas' }[kind];
}

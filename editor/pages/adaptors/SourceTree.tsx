// The sample as a tree: pick a path with Space or a click, map it by button or Alt+P, or drag it to a row.
import { type ReactElement, useMemo, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { type Key, Tree, TreeItem, TreeItemContent } from 'react-aria-components/Tree';
import { useDragAndDrop } from 'react-aria-components/useDragAndDrop';
import type { JsonObject } from '../../../flows/language/document.ts';
import { Button } from '../../kit/Button.tsx';
import { Icon } from '../../kit/Icon.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { counted } from '../../kit/time-words.ts';
import { carried } from './path-drag.ts';
import { type Branch, branchesOf, filtered, hiddenCount, openAtFirst } from './source-branches.ts';
import './sources.css';

interface SourceTreeProps {
  view: JsonObject;
  /** The path that is picked. */
  picked: string | undefined;
  onPick: (path: string | undefined) => void;
  /** Asks which row the path is for. */
  onMap: (path: string) => void;
  /** Maps the row that is picked from the path that is picked; undefined while no row is. Alt+P does the same. */
  onPair?: (() => void) | undefined;
  /** The row that is picked: its target, and the expression it has. */
  row?: { target: string; from?: string } | undefined;
  isReadOnly?: boolean;
}

/** The tree with its filter, and what can be done with the picked path under it. */
export function SourceTree(props: SourceTreeProps): ReactElement {
  const { view, picked, onPick, isReadOnly } = props;
  const [filter, setFilter] = useState('');
  const all = useMemo(() => branchesOf(view), [view]);
  const shown = useMemo(() => filtered(all, filter), [all, filter]);
  const isFiltering = filter.trim() !== '';
  const hidden = isFiltering ? 0 : hiddenCount(all, shown);
  const folds = useFolds(shown, filter.trim());
  return (
    <div className="lf-sources">
      <TextField
        label="Filter the source"
        hideLabel
        type="search"
        placeholder="Filter by name or value"
        value={filter}
        onChange={setFilter}
        before={<Icon name="search" size={14} />}
      />
      <Branches
        branches={shown}
        open={folds.open}
        onOpen={folds.setOpen}
        picked={picked}
        onPick={onPick}
        isReadOnly={isReadOnly ?? false}
      />
      {hidden > 0 && <p className="lf-muted">{counted(hidden, 'more place')} of long branches: filter to find them.</p>}
      {!isReadOnly && <Foot {...props} />}
    </div>
  );
}

/** Which branches stand open: as they were left, for each filter anew; before that the lead, or all that fits. */
function useFolds(shown: readonly Branch[], filter: string) {
  const [left, setLeft] = useState<ReadonlyMap<string, Set<Key>>>(new Map());
  const open = left.get(filter) ?? openAtFirst(shown, filter !== '');
  const setOpen = (keys: Set<Key>): void => {
    const all = left.get('');
    setLeft(new Map([...(all ? ([['', all]] as const) : []), [filter, keys]]));
  };
  return { open, setOpen };
}

/** What can be done with the picked path, in words and buttons. */
function Foot({ picked, onMap, onPair, row }: SourceTreeProps): ReactElement {
  return (
    <div className="lf-sources__foot">
      <span className="lf-muted" role="status">
        {footWords(picked, row)}
      </span>
      <span className="lf-row">
        <Button size="small" isDisabled={picked === undefined} onPress={() => picked && onMap(picked)}>
          Map to…
        </Button>
        <Button
          size="small"
          icon="link"
          isDisabled={picked === undefined || onPair === undefined}
          aria-keyshortcuts="Alt+P"
          onPress={() => onPair?.()}
        >
          Pair
        </Button>
      </span>
    </div>
  );
}

function footWords(picked: string | undefined, row: SourceTreeProps['row']): string {
  if (picked === undefined) return 'Nothing is picked.';
  if (row === undefined) return `${picked} is picked. Pick a row to pair it with.`;
  const target = row.target || 'the row without a name';
  return row.from === picked ? `${target} is mapped from ${picked}.` : `${picked} for ${target}?`;
}

interface BranchesProps {
  branches: readonly Branch[];
  open: Iterable<Key>;
  onOpen: (keys: Set<Key>) => void;
  picked: string | undefined;
  onPick: (path: string | undefined) => void;
  isReadOnly: boolean;
}

function Branches({ branches, open, onOpen, picked, onPick, isReadOnly }: BranchesProps): ReactElement {
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => carried(String(key))),
    getAllowedDropOperations: () => ['copy'],
    isDisabled: isReadOnly,
  });
  return (
    <Tree
      className="lf-sources__tree"
      aria-label="Source"
      selectionMode="single"
      selectionBehavior="toggle"
      selectedKeys={picked === undefined ? [] : [picked]}
      onSelectionChange={(keys) => onPick(keys === 'all' ? undefined : [...keys].map(String)[0])}
      expandedKeys={open}
      onExpandedChange={onOpen}
      dragAndDropHooks={dragAndDropHooks}
      renderEmptyState={() => <p className="lf-muted lf-sources__empty">Nothing here fits.</p>}
    >
      {branches.map((branch) => (
        <BranchItem key={branch.path} branch={branch} />
      ))}
    </Tree>
  );
}

function BranchItem({ branch }: { branch: Branch }): ReactElement {
  const { path, name, type, shown, children } = branch;
  return (
    <TreeItem id={path} textValue={name} aria-label={`${name}, ${type}, ${shown}`} className="lf-source">
      <TreeItemContent>
        <AriaButton slot="drag" className="lf-source__grip">
          <Icon name="grip" size={13} />
        </AriaButton>
        {children.length > 0 ? (
          <AriaButton slot="chevron" className="lf-source__fold">
            <Icon name="chevron-right" size={13} />
          </AriaButton>
        ) : (
          <span className="lf-source__fold" />
        )}
        <span className="lf-source__name">{name}</span>
        <span className={`lf-source__value${children.length > 0 ? ' lf-muted' : ''}`} title={shown}>
          {shown}
        </span>
        <span className="lf-source__type">{type}</span>
      </TreeItemContent>
      {children.map((child) => (
        <BranchItem key={child.path} branch={child} />
      ))}
    </TreeItem>
  );
}

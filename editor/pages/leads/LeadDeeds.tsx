// What can be done with the leads chosen: the buttons of the bar under the list.
import type { ReactElement } from 'react';
import { withQuery } from '../../api.ts';
import { Button } from '../../kit/Button.tsx';
import { fetchFile } from '../../kit/download.ts';
import { exportActions } from '../../kit/ExportMenu.tsx';
import type { IconName } from '../../kit/icon-paths.ts';
import { Menu } from '../../kit/Menu.tsx';
import { ACT_WORDS, type ActKind } from './lead-acts.ts';

interface LeadDeedsProps {
  /** The ids chosen; undefined where all that the filters find are meant. */
  ids: readonly string[] | undefined;
  /** What the list is narrowed by. */
  query: Readonly<Record<string, string>>;
  canEdit: boolean;
  onAct: (kind: ActKind) => void;
}

const PATH = '/api/leads';
/** Leads that an address can name. */
const IDS_AT_ONCE = 200;
const ACTS: readonly [kind: ActKind, icon?: IconName][] = [
  ['status'],
  ['flags'],
  ['owner'],
  ['list'],
  ['rerun', 'refresh'],
  ['dnc', 'dnc'],
];

/** The buttons. Each act opens a dialog that says first what would change. */
export function LeadDeeds({ ids, query, canEdit, onAct }: LeadDeedsProps): ReactElement {
  return (
    <>
      {canEdit &&
        ACTS.map(([kind, icon]) => (
          <Button key={kind} size="small" {...(icon ? { icon } : {})} onPress={() => onAct(kind)}>
            {ACT_WORDS[kind].button}
          </Button>
        ))}
      {ids && ids.length > IDS_AT_ONCE ? (
        <Button size="small" icon="download" isDisabled>
          Export at most 200 at once
        </Button>
      ) : (
        <Menu
          label="Export chosen"
          icon="download"
          showLabel
          kind="plain"
          size="small"
          actions={exportActions({ path: PATH, query: ids ? { ids: ids.join(',') } : query })}
        />
      )}
    </>
  );
}

/** One lead as a file for a spreadsheet. */
export function exportLead(id: string): void {
  fetchFile(withQuery(PATH, { ids: id, as: 'csv' }));
}

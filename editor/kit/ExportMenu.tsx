// Fetches what a list finds as a file, whole, in the form that the next program reads.
import type { ReactElement } from 'react';
import { withQuery } from '../api.ts';
import { fetchFile } from './download.ts';
import { Menu, type MenuAction } from './Menu.tsx';

interface ExportProps {
  /** The list's path in the API, and what it is narrowed by. */
  path: string;
  query: Readonly<Record<string, string>>;
}

/** The two files that a list can be fetched as. The server cuts a file at 100,000 lines, and says so in its last. */
export function exportActions({ path, query }: ExportProps): readonly MenuAction[] {
  const fetchAs = (as: 'csv' | 'ndjson') => () => fetchFile(withQuery(path, { ...query, as }));
  return [
    {
      id: 'csv',
      label: 'CSV, for a spreadsheet',
      icon: 'download',
      hint: 'at most 100,000 lines',
      onAction: fetchAs('csv'),
    },
    {
      id: 'ndjson',
      label: 'NDJSON, for a program',
      icon: 'download',
      hint: 'at most 100,000 lines',
      onAction: fetchAs('ndjson'),
    },
  ];
}

/** The menu over a list: all that its filters find. */
export function ExportMenu(props: ExportProps): ReactElement {
  return <Menu label="Export" icon="download" showLabel kind="plain" actions={exportActions(props)} />;
}

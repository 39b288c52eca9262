// The columns of the list of templates, and what can be done to one.
import { useCallback } from 'react';
import { Link, useNavigate } from 'react-router';
import { Badge } from '../../kit/Badge.tsx';
import type { MenuAction } from '../../kit/Menu.tsx';
import type { Column } from '../../kit/Table.tsx';
import { counted } from '../../kit/time-words.ts';
import type { TemplateSummary } from '../../types.ts';
import { TYPE_WORDS } from './template-words.ts';

/** What the page's button or a row's menu opens. */
export type TemplateTask = { kind: 'new' } | { kind: 'ready' } | { kind: 'duplicate' | 'delete'; of: TemplateSummary };

/** Where a template's page is. */
export function templatePlace(slug: string, tab?: string): string {
  return `/connections/templates/${slug}${tab === undefined ? '' : `?tab=${tab}`}`;
}

/** The columns. */
export const TEMPLATE_COLUMNS: readonly Column<TemplateSummary>[] = [
  {
    id: 'name',
    title: 'Name',
    sorts: true,
    cell: (template) => (
      <>
        <Link to={templatePlace(template.slug)}>{template.label}</Link>
        <span className="lf-table__sub">{template.slug}</span>
      </>
    ),
  },
  { id: 'type', title: 'Type', sorts: true, isTight: true, cell: ({ type }) => TYPE_WORDS[type] },
  { id: 'endpoints', title: 'Endpoints', align: 'end', cell: ({ endpoints }) => endpoints },
  {
    id: 'connections',
    title: 'Connections',
    align: 'end',
    cell: ({ slug, usedBy }) =>
      usedBy.length === 0 ? <span className="lf-muted">0</span> : <Link to={templatePlace(slug)}>{usedBy.length}</Link>,
  },
  {
    id: 'public',
    title: 'May be used by',
    cell: (template) =>
      template.public ? (
        'All connections'
      ) : (
        <Badge tone="skip" icon="key">
          Named ones
        </Badge>
      ),
  },
  {
    id: 'checked',
    title: 'Checked against',
    isMinor: true,
    cell: ({ checkedAgainst }) =>
      checkedAgainst.length === 0 ? (
        <span className="lf-muted">Not said</span>
      ) : (
        <span title={checkedAgainst.join('\n')}>{counted(checkedAgainst.length, 'public source')}</span>
      ),
  },
  {
    id: 'problems',
    title: 'Problems',
    cell: ({ problems }) =>
      problems === 0 ? (
        <span className="lf-muted">None</span>
      ) : (
        <Badge tone="err">{counted(problems, 'problem')}</Badge>
      ),
  },
];

/** What can be done to one template. */
export function useTemplateMenu(
  canEdit: boolean,
  onTask: (task: TemplateTask) => void,
): (of: TemplateSummary) => MenuAction[] {
  const go = useNavigate();
  return useCallback(
    (of: TemplateSummary) => {
      const to = (tab: string) => () => void go(templatePlace(of.slug, tab));
      const look: MenuAction[] = [
        { id: 'settings', label: 'Settings', icon: 'gear', onAction: to('settings') },
        { id: 'connections', label: 'Connections', icon: 'connection', onAction: to('connections') },
        { id: 'endpoints', label: 'Endpoints', icon: 'send', onAction: to('endpoints') },
      ];
      if (!canEdit) return look;
      return [
        ...look,
        { id: 'duplicate', label: 'Duplicate', icon: 'copy', onAction: () => onTask({ kind: 'duplicate', of }) },
        {
          id: 'delete',
          label: 'Delete',
          icon: 'trash',
          isDanger: true,
          onAction: () => onTask({ kind: 'delete', of }),
        },
      ];
    },
    [go, canEdit, onTask],
  );
}

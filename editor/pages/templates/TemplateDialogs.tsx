// The dialogs of the list of templates: add one, take a ready one, copy one, delete one.
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useNavigate } from 'react-router';
import type { JsonSchema } from '../../../flows/language/catalogue.ts';
import type { JsonObject } from '../../../flows/language/document.ts';
import type { TemplateDocument } from '../../../flows/language/receivers.ts';
import { api } from '../../api.ts';
import { DeleteDialog } from '../../kit/DeleteDialog.tsx';
import { MakeDialog, textAt } from '../../kit/MakeDialog.tsx';
import { Notice } from '../../kit/Notice.tsx';
import type { TemplateDetail } from '../../types.ts';
import { AddReadyTemplate } from './AddReadyTemplate.tsx';
import { ConnectionLinks } from './ConnectionLinks.tsx';
import { type TemplateTask, templatePlace } from './TemplateColumns.tsx';
import { TYPES } from './template-words.ts';

const PATH = '/api/templates';
const FORM: JsonSchema = {
  type: 'object',
  properties: {
    name: { type: 'string', title: 'Integration Name', examples: ['acme-crm'], maxLength: 200 },
    label: {
      type: 'string',
      title: 'Label',
      description: 'What pages call it; the name where it is blank.',
      examples: ['Acme CRM'],
      maxLength: 200,
    },
    type: {
      enum: TYPES.map(({ id }) => id),
      title: 'Type',
      default: 'crm',
      'x-words': TYPES.map(({ label }) => label),
    },
    description: { type: 'string', title: 'Description', 'x-widget': 'long-text', maxLength: 10_000 },
  },
  required: ['name'],
};

/** The dialog of a task. */
export function TemplateDialogs({ task, onClose }: { task: TemplateTask; onClose: () => void }): ReactElement {
  if (task.kind === 'new') return <AddTemplate onClose={onClose} />;
  if (task.kind === 'ready') return <AddReadyTemplate onClose={onClose} />;
  if (task.kind === 'duplicate')
    return <DuplicateTemplate slug={task.of.slug} label={task.of.label} onClose={onClose} />;
  const { slug, label, usedBy } = task.of;
  return <DeleteTemplate slug={slug} label={label} usedBy={usedBy} onClose={onClose} />;
}

function AddTemplate({ onClose }: { onClose: () => void }): ReactElement {
  return (
    <MakeDialog
      title="Add template"
      action="Add template"
      schema={FORM}
      path={PATH}
      refresh={['/api/names']}
      bodyOf={(value, slug) => ({ slug, document: { leadflow: 1, ...wordsOf(value), endpoints: {} } })}
      pageOf={(slug) => templatePlace(slug, 'settings')}
      onClose={onClose}
    />
  );
}

/** Name, label, type and description; blank ones are left out. */
function wordsOf(value: JsonObject): Pick<TemplateDocument, 'name' | 'label' | 'type' | 'description'> {
  const [label, description] = [textAt(value, 'label'), textAt(value, 'description')];
  const type = textAt(value, 'type');
  return {
    name: textAt(value, 'name'),
    ...(label === '' ? {} : { label }),
    type: type === 'sms' || type === 'other' ? type : 'crm',
    ...(description === '' ? {} : { description }),
  };
}

/** A copy under another name. Connections stay with the one that they were made from. */
export function DuplicateTemplate(props: { slug: string; label: string; onClose: () => void }): ReactElement | null {
  const found = useQuery({
    queryKey: [PATH, props.slug],
    queryFn: () => api.get<TemplateDetail>(`${PATH}/${props.slug}`),
  });
  const document = found.data?.document;
  if (!document) return null;
  const { name: _, label, type: __, description: ___, onlyFor: ____, ...rest } = document;
  const start = {
    name: `${document.name}-copy`,
    label: `${label ?? document.name} copy`,
    type: document.type ?? 'other',
  };
  return (
    <MakeDialog
      title={`Duplicate ${props.label}`}
      action="Duplicate"
      schema={FORM}
      start={{ ...start, description: document.description ?? '' }}
      path={PATH}
      refresh={['/api/names']}
      bodyOf={(value, slug) => ({ slug, document: { ...rest, ...wordsOf(value) } })}
      pageOf={(slug) => templatePlace(slug)}
      onClose={props.onClose}
    />
  );
}

interface DeleteProps {
  slug: string;
  label: string;
  usedBy: readonly string[];
  onClose: () => void;
}

/** Deletes a template that no connection is made from. */
export function DeleteTemplate({ slug, label, usedBy, onClose }: DeleteProps): ReactElement {
  const go = useNavigate();
  return (
    <DeleteDialog
      what="template"
      name={label}
      slug={slug}
      path={`${PATH}/${slug}`}
      refresh={[PATH, '/api/names']}
      onDone={() => {
        onClose();
        void go('/connections/templates');
      }}
      onClose={onClose}
    >
      {usedBy.length > 0 ? (
        <Notice tone="warn" title="Connections are made from it">
          Give <ConnectionLinks slugs={usedBy} /> another template or delete them first; until then it cannot be
          deleted.
        </Notice>
      ) : (
        <p>Its file is removed. No connection is made from it.</p>
      )}
    </DeleteDialog>
  );
}

// Start from a template: picking one fills in most of New Connect.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { api } from '../../../api.ts';
import { Card } from '../../../kit/Page.tsx';
import { Select } from '../../../kit/Select.tsx';
import { TextField } from '../../../kit/TextField.tsx';
import { useToast } from '../../../kit/Toasts.tsx';
import { useAll } from '../../../kit/use-list.ts';
import type { TemplateDetail, TemplateSummary } from '../../../types.ts';
import { addReady, READY, readReady } from '../../templates/ready-templates.ts';
import { TemplateFields } from '../../templates/TemplateFields.tsx';
import { AuthInputs } from './AuthInputs.tsx';
import { type ConnectFaults, saysTenant } from './connect-faults.ts';
import type { ConnectForm } from './connect-form.ts';
import { fromTemplate } from './connect-start.ts';
import { customAuthInputs } from './own-auth.ts';

interface TemplateStartProps {
  form: ConnectForm;
  onChange: (form: ConnectForm) => void;
  faults: ConnectFaults;
}

const NONE = 'none';

/** The card. A template that is private is not offered: its connections are named in it. One that comes with Leadflow is added when it is chosen. */
export function TemplateStart({ form, onChange, faults }: TemplateStartProps): ReactElement {
  const { template } = form;
  const { options, choose } = useTemplateChoice(form, onChange);
  return (
    <Card title="Start from a template" about="What is known of a system is filled in; you add what is yours.">
      <div className="lf-stack">
        <div className="lf-columns">
          <Select label="Template" options={options} value={template?.slug ?? NONE} onChange={choose} />
          {template && <EndpointChoice form={form} onChange={onChange} />}
        </div>
        {template && (
          <TemplateFields
            parameters={template.document.parameters ?? []}
            values={form.fields}
            onChange={(fields) => onChange({ ...form, fields })}
            faults={fieldsOf(faults)}
          />
        )}
        {template && saysTenant(template.document) && (
          <TextField
            label="ID Callcenter"
            value={form.tenant}
            onChange={(tenant) => onChange({ ...form, tenant })}
            description="Who the customer is at the receiver: the calls of this template name it."
            placeholder="cc-1001"
            error={faults.tenant}
            isRequired
          />
        )}
        {template && (
          <AuthInputs
            inputs={customAuthInputs(template.document.auth)}
            values={form.auth}
            onChange={(auth) => onChange({ ...form, auth })}
          />
        )}
      </div>
    </Card>
  );
}

/** What can be begun from, and how one is begun from. */
function useTemplateChoice(form: ConnectForm, onChange: (form: ConnectForm) => void) {
  const client = useQueryClient();
  const toast = useToast();
  const templates = useAll<TemplateSummary>('/api/templates');
  const found = useQuery({ queryKey: [READY], queryFn: readReady });
  const ready = (found.data ?? []).filter(({ slug }) => !templates.some((each) => each.slug === slug));
  const take = async (slug: string): Promise<void> => {
    const isReady = ready.some((each) => each.slug === slug);
    const detail = isReady ? addReady(slug) : api.get<TemplateDetail>(`/api/templates/${slug}`);
    const { document } = await detail;
    onChange(fromTemplate(form, { slug, document }));
    for (const path of isReady ? [READY, '/api/templates', '/api/adaptors', '/api/names'] : [])
      void client.invalidateQueries({ queryKey: [path] });
  };
  const known = templates.filter((each) => each.public);
  return {
    options: [
      { id: NONE, label: 'None: fill in everything' },
      ...known.map(({ slug, label, description }) => ({ id: slug, label, hint: description })),
      ...ready.map(({ slug, label }) => ({ id: slug, label, hint: 'Comes with Leadflow: choosing it adds it here.' })),
    ],
    choose: (slug: string): void =>
      slug === NONE ? onChange(fromTemplate(form, undefined)) : void take(slug).catch(toast.failed),
  };
}

function EndpointChoice({ form, onChange }: Omit<TemplateStartProps, 'faults'>): ReactElement {
  const endpoints = Object.entries(form.template?.document.endpoints ?? {});
  return (
    <Select
      label="Call to begin with"
      options={endpoints.map(([id, { name, label = name, method, path }]) => ({
        id,
        label,
        hint: `${method} ${path}`,
      }))}
      value={form.from}
      onChange={(from) => onChange(fromTemplate(form, form.template, from))}
      description="The connection gets all calls of the template."
    />
  );
}

function fieldsOf(faults: ConnectFaults): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(faults).flatMap(([key, says]) => (key.startsWith('fields.') ? [[key.slice(7), says]] : [])),
  );
}
